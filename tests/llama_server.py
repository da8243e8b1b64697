"""A real llama.cpp server on a tiny generated model: real HTTP, real streaming, real cancellation; its text means nothing.

The model is two layers of random weights. Column 0 of its embedding is constant and passes every block untouched, so that
column 0 of the output is a bias for each token: Chinese characters come, control bytes and broken UTF-8 do not.
"""

import subprocess
import sys
import time
import urllib.request

CHARS = "工作开展组织完成推进落实检查培训问题不足加强改进学习安全服务群众全年次人项，。、“”；：⟦⟧"
CHAT = "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}<|im_start|>assistant\n"
WIDTH = 64
CHILD = """
import sys, time, xllamacpp as xlc
p = xlc.CommonParams()
p.model.path, p.hostnames, p.port = sys.argv[1], ["127.0.0.1"], int(sys.argv[2])
p.n_ctx, p.n_parallel, p.n_predict, p.cpuparams.n_threads = 131072, 8, 60, 1
server = xlc.Server(p)
print(server.listening_address, flush=True)
time.sleep(600)
"""


def _bytes_to_letters():
    """The table of byte-level tokenizers: every byte as a visible letter."""
    seen = [*range(33, 127), *range(161, 173), *range(174, 256)]
    rest = [b for b in range(256) if b not in seen]
    return {**{b: chr(b) for b in seen}, **{b: chr(256 + n) for n, b in enumerate(rest)}}


def _vocabulary():
    """Bytes, and one token for each character of `CHARS`; the merges that make them; where those tokens are."""
    letters = _bytes_to_letters()
    tokens, merges = [letters[b] for b in range(256)], []
    for char in CHARS:
        current, *rest = (letters[b] for b in char.encode())
        for letter in rest:
            if f"{current} {letter}" not in merges:
                merges.append(f"{current} {letter}")
            current += letter
            if current not in tokens:
                tokens.append(current)
    return tokens, merges, [tokens.index("".join(letters[b] for b in char.encode())) for char in CHARS]


def build_model(path):
    """Write the model, about a megabyte."""
    import gguf

    tokens, merges, whole = _vocabulary()
    first = len(tokens)
    special = ["<|bos|>", "<|eos|>", "<|im_start|>", "<|im_end|>"]
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(16384)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(2)
    writer.add_feed_forward_length(2 * WIDTH)
    writer.add_head_count(4)
    writer.add_head_count_kv(4)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // 4)
    writer.add_vocab_size(first + len(special))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list(tokens + special)
    writer.add_token_types([gguf.TokenType.NORMAL] * first + [gguf.TokenType.CONTROL] * len(special))
    writer.add_token_merges(merges)
    writer.add_bos_token_id(first)
    writer.add_eos_token_id(first + 1)
    writer.add_eot_token_id(first + 3)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT)
    for name, weight in _weights(first + len(special), whole, [first + 1, first + 3]):
        writer.add_tensor(name, weight)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _weights(count, whole, ends):
    """Random weights with a bias for each token in column 0."""
    import numpy as np

    noise = np.random.default_rng(7)

    def random(*shape):
        return (0.3 * noise.standard_normal(shape)).astype(np.float32)

    embedding, output = random(count, WIDTH), random(count, WIDTH)
    embedding[:, 0], output[:, 0] = 6.0, -30.0
    output[whole, 0], output[ends, 0] = 0.6, -14.0
    yield "token_embd.weight", embedding
    yield "output.weight", output
    yield "output_norm.weight", np.ones(WIDTH, np.float32)
    square, up, down = (WIDTH, WIDTH), (2 * WIDTH, WIDTH), (WIDTH, 2 * WIDTH)
    shapes = {"attn_q": square, "attn_k": square, "attn_v": square, "attn_output": square, "ffn_gate": up, "ffn_up": up, "ffn_down": down}  # fmt: skip
    for block in range(2):
        for name, shape in shapes.items():
            weight = random(*shape)
            if name in {"attn_output", "ffn_down"}:
                weight[0, :] = 0
            yield f"blk.{block}.{name}.weight", weight
        for name in ("attn_norm", "ffn_norm"):
            yield f"blk.{block}.{name}.weight", np.ones(WIDTH, np.float32)


class LlamaServer:
    """The server in a process of its own, ready when entered."""

    def __init__(self, model, port):
        self.command = [sys.executable, "-c", CHILD, str(model), str(port)]

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.url = self.process.stdout.readline().strip() + "/v1"
        for _ in range(200):
            try:
                with urllib.request.urlopen(self.url.replace("/v1", "/health"), timeout=1) as answer:
                    if answer.status == 200:
                        return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the llama.cpp server did not come up")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
