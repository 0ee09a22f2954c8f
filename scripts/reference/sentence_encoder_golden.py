"""Golden files of sentence encoders: small models of BERT's kind with random weights, their tokens and vectors.

Writes Tests/CrossModalTests/Golden/sentences/: two model folders and golden.json. Made with transformers 5.24.0,
tokenizers 0.23.3, torch (CPU) and numpy; run it in an environment that has them:

    python scripts/reference/sentence_encoder_golden.py
"""

import json
import pathlib
import shutil

import tokenizers
import torch
import transformers
from transformers import BertConfig, BertModel

FOLDER = pathlib.Path(__file__).parents[2] / "Tests/CrossModalTests/Golden/sentences"
WORDS = ["the", "cat", "dog", "sat", "on", "mat", "un", "want", "runn", "straße", "strasse", "eclair", "中", "日", "ко", "😀"]
PIECES = ["s", "ed", "ing", "able", "т", "шка", "x", "ning"]
TEXTS = [
    "The cat sat on the mat.",
    "unwantedable dogs, running!",
    "",
    "   ",
    "ÉCLAIR éclair e\u0301clair",
    "中日 abc 日x",
    "кошка КОТ",
    "😀 the 😀😀",
    "[MASK] the [SEP] cat[CLS]",
    "a\u00adb\u200dc\ufeff the\u00a0cat\tsat\r\non",
    "the " * 60,
    "x" * 101 + " cat",
    "Straße STRASSE",
    "it's (unwanted) $5 `cat` ~dog^",
]


def vocabulary():
    letters = [chr(c) for c in range(33, 127) if not chr(c).isupper()]
    letters += [f"##{chr(c)}" for c in range(97, 123)] + [f"##{chr(c)}" for c in range(48, 58)]
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + letters + WORDS + [f"##{piece}" for piece in PIECES]
    return list(dict.fromkeys(tokens))


def model(name, width, layers, heads, activation, pooling, normalizes, tokenizer_json, longest, lowercases):
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "1_Pooling").mkdir(parents=True)
    tokens = vocabulary()
    (folder / "vocab.txt").write_text("".join(f"{token}\n" for token in tokens))
    backend = tokenizers.Tokenizer(
        tokenizers.models.WordPiece({t: i for i, t in enumerate(tokens)}, unk_token="[UNK]", max_input_chars_per_word=100))
    backend.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=lowercases)
    backend.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    backend.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    backend.post_processor = tokenizers.processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    torch.manual_seed(len(name))
    config = BertConfig(
        vocab_size=len(tokens), hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
        intermediate_size=3 * width, hidden_act=activation, max_position_embeddings=longest, initializer_range=0.4)
    network = BertModel(config, add_pooling_layer=False).eval()
    with torch.no_grad():
        for parameter in network.parameters():
            if parameter.ndim == 1:
                parameter += 0.3 * torch.randn_like(parameter)
    network.save_pretrained(folder)
    if tokenizer_json:
        backend.save(str(folder / "tokenizer.json"))
        (folder / "vocab.txt").unlink()
    else:
        (folder / "tokenizer_config.json").write_text(json.dumps({"do_lower_case": lowercases}))
    modules = ["Transformer", "Pooling"] + (["Normalize"] if normalizes else [])
    (folder / "modules.json").write_text(json.dumps([
        {"idx": i, "name": str(i), "path": ["", "1_Pooling", "2_Normalize"][i], "type": f"sentence_transformers.models.{m}"}
        for i, m in enumerate(modules)]))
    modes = ["cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens"]
    (folder / "1_Pooling/config.json").write_text(json.dumps(
        {"word_embedding_dimension": width, **{f"pooling_mode_{mode}": mode == pooling for mode in modes}}))
    (folder / "sentence_bert_config.json").write_text(json.dumps({"max_seq_length": longest, "do_lower_case": False}))
    backend.enable_truncation(longest)
    ids = [backend.encode(text).ids for text in TEXTS]
    vectors = []
    with torch.no_grad():
        network = network.double()
        for row in ids:
            states = network(input_ids=torch.tensor([row])).last_hidden_state[0]
            vector = {"cls_token": states[0], "mean_tokens": states.mean(0), "max_tokens": states.max(0).values}[pooling]
            vectors.append((vector / vector.norm() if normalizes else vector).tolist())
    return {"name": name, "tokens": ids, "vectors": vectors}


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    models = [
        model("mean", 24, 2, 3, "gelu", "mean_tokens", True, True, 32, True),
        model("first", 16, 1, 4, "gelu_new", "cls_token", False, False, 40, False),
        model("largest", 12, 2, 2, "relu", "max_tokens", False, True, 24, True),
    ]
    versions = {"transformers": transformers.__version__, "tokenizers": tokenizers.__version__, "torch": torch.__version__}
    (FOLDER / "golden.json").write_text(json.dumps({"versions": versions, "texts": TEXTS, "models": models}) + "\n")


if __name__ == "__main__":
    main()
