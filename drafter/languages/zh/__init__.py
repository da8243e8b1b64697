"""Chinese."""
from drafter.languages.zh.figures import read_figures
