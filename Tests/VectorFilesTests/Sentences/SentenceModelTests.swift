import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct SentenceModelTests {
  private static let config = """
    {"model_type": "bert", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2,
     "intermediate_size": 16, "max_position_embeddings": 32}
    """
  private static let vocabulary = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\n##s\n"
  private static let tokenizer = """
    {"model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "a": 3}},
     "normalizer": {"type": "BertNormalizer", "lowercase": false},
     "pre_tokenizer": {"type": "BertPreTokenizer"},
     "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}},
       {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}]},
     "added_tokens": [{"content": "[CLS]", "special": true}]}
    """

  /// The model of a folder with these files; nil takes one away.
  private func model(_ files: [String: String?] = [:]) throws -> SentenceModel {
    try withTemporaryDirectory { directory in
      var all: [String: String] = ["config.json": Self.config, "vocab.txt": Self.vocabulary]
      for (name, text) in files { all[name] = text }
      for (name, text) in all {
        let path = URL(filePath: "\(directory)/\(name)")
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: path)
      }
      return try SentenceModel(SentenceModelFolder(directory))
    }
  }

  private func error(_ files: [String: String?]) -> String {
    do {
      _ = try model(files)
      return "read"
    } catch let error as DataFileError {
      return error.message
    } catch {
      return "\(error)"
    }
  }

  @Test func aBareModelIsTheMeanOfItsTokensAndSaysSo() throws {
    let model = try model()
    #expect(model.width == 8 && model.heads == 2 && model.activation == "gelu" && model.epsilon == 1e-12)
    #expect(model.pooling == .mean && !model.isNormalized && model.longest == 32)
    #expect(model.notes == ["no modules.json: the vector of a text is the mean of its tokens'"])
    let tokens = model.tokens
    #expect(tokens.tokens == ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "the", "##s"])
    #expect((tokens.first, tokens.last, tokens.unknown) == (2, 3, 1))
    #expect(tokens.lowercases && tokens.stripsAccents && tokens.special.count == 4)
  }

  @Test func whatTheFilesSayHolds() throws {
    let model = try model([
      "tokenizer.json": Self.tokenizer, "vocab.txt": nil,
      "modules.json": """
      [{"path": "", "type": "sentence_transformers.models.Transformer"},
       {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
       {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
      """,
      "1_Pooling/config.json": #"{"pooling_mode_cls_token": true, "pooling_mode_mean_tokens": false}"#,
      "sentence_bert_config.json": #"{"max_seq_length": 16, "do_lower_case": false}"#,
    ])
    #expect(model.pooling == .first && model.isNormalized && model.longest == 16 && model.notes.isEmpty)
    #expect(model.tokens.tokens == ["[UNK]", "[CLS]", "[SEP]", "a"] && !model.tokens.lowercases)
    #expect(!model.tokens.stripsAccents && model.tokens.special == ["[CLS]"])
    // Hugging Face writes 1e30 where no length is set.
    let endless = try self.model(["tokenizer_config.json": #"{"model_max_length": 1e30}"#])
    #expect(endless.longest == 32)
  }

  @Test(
    arguments: [
      (["config.json": #"{"model_type": "roberta"}"#], "is of a model of type 'roberta'; allowed: 'bert'"),
      (["config.json": #"{"model_type": "bert"}"#], "has no key 'hidden_size'"),
      (
        ["config.json": Self.config.replacing("bert", with: "roberta")],
        "is of a model of type 'roberta'; allowed: 'bert'"
      ),
      (["config.json": "{"], "is no JSON document of a model"),
      (
        ["config.json": Self.config.replacing("16,", with: #"16, "hidden_act": "swish","#)],
        "hidden_act is 'swish'; allowed: gelu, gelu_new, gelu_pytorch_tanh, relu"
      ),
      (
        ["config.json": Self.config.replacing(#"heads": 2"#, with: #"heads": 3"#)],
        "hidden_size 8 is no multiple of num_attention_heads 3"
      ),
      (
        ["config.json": Self.config.replacing(#"size": 16"#, with: #"size": -1"#)],
        "intermediate_size is -1; allowed: from 1 to 1000000"
      ),
      (["vocab.txt": nil], "has neither tokenizer.json nor vocab.txt; allowed"),
      (["vocab.txt": "a\nb\n"], "the vocabulary of 2 tokens has no [CLS]"),
      (
        ["tokenizer.json": #"{"model": {"type": "BPE", "vocab": {"a": 0}, "merges": []}}"#],
        "is a tokenizer of type 'BPE'; allowed: 'WordPiece'"
      ),
      (
        ["tokenizer.json": #"{"model": {"type": "Unigram", "vocab": [["a", 0.5]]}}"#],
        "is a tokenizer of type 'Unigram'; allowed: 'WordPiece'"
      ),
      (
        ["tokenizer.json": Self.tokenizer.replacing(#""a": 3"#, with: #""a": 7"#), "vocab.txt": nil],
        "the token 'a' has the number 7; allowed: every number from 0 to 3 once"
      ),
      (
        ["tokenizer.json": Self.tokenizer],
        "; allowed: its line in vocab.txt, counted from 0"
      ),
      (
        ["modules.json": #"[{"path": "", "type": "x.Transformer"}, {"path": "1", "type": "x.Dense"}]"#],
        "part 2 is 'Dense'; allowed: Transformer, Pooling, Normalize, in this order"
      ),
      (["modules.json": #"[{"path": "", "type": "x.Transformer"}]"#], "has no Pooling"),
      (
        [
          "modules.json":
            #"[{"path": "", "type": "x.Transformer"}, {"path": "2", "type": "x.Normalize"}, {"path": "1", "type": "x.Pooling"}]"#
        ], "part 2 is 'Normalize'; allowed: Transformer, Pooling, Normalize, in this order"
      ),
      (
        [
          "modules.json": #"[{"path": "", "type": "x.Transformer"}, {"path": "1", "type": "x.Pooling"}]"#,
          "1/config.json": #"{"pooling_mode_mean_tokens": true, "word_embedding_dimension": 768}"#,
        ], "word_embedding_dimension is 768; needed: 8, the hidden_size of config.json"
      ),
      (
        ["config.json": Self.config.replacing("16,", with: #"16, "is_decoder": true,"#)],
        "is_decoder is true: each token sees those before it alone; allowed: false"
      ),
      (
        ["config.json": Self.config.replacing("16,", with: #"16, "vocab_size": 0,"#)],
        "vocab_size is 0; allowed: from 1 to 1000000"
      ),
      (
        [
          "modules.json": #"[{"path": "", "type": "x.Transformer"}, {"path": "1", "type": "x.Pooling"}]"#,
          "1/config.json": #"{"pooling_mode_mean_tokens": true, "pooling_mode_cls_token": true}"#,
        ], "the pooling is cls + mean; allowed: mean, cls or max"
      ),
      (
        ["sentence_bert_config.json": #"{"max_seq_length": 2}"#],
        "allows 2 tokens a text; allowed: 3 and more"
      ),
    ] as [([String: String?], String)])
  func whatIsNotRunHereIsOneLine(files: [String: String?], line: String) {
    let found = error(files)
    #expect(found.contains(line) && !found.contains("\n"), "\(found)")
  }

  @Test func aFolderThatIsNoModel() throws {
    #expect(throws: DataFileError.self) { try SentenceModelFolder("/nowhere/at/all") }
    try withTemporaryDirectory { directory in
      try Data().write(to: URL(filePath: directory + "/pytorch_model.bin"))
      do {
        _ = try SentenceModelFolder(directory)
        Issue.record("read")
      } catch let error as DataFileError {
        #expect(error.message.contains("has no config.json") && error.message.contains("pytorch_model.bin"))
      }
      try Data(Self.config.utf8).write(to: URL(filePath: directory + "/config.json"))
      do {
        _ = try SentenceWeights(SentenceModelFolder(directory))
        Issue.record("read")
      } catch let error as DataFileError {
        #expect(error.message.contains("has no model.safetensors but pytorch_model.bin"))
      }
    }
  }

  @Test(
    arguments: [
      (
        #""normalizer": {"type": "BertNormalizer", "lowercase": false}"#, #""normalizer": null"#,
        "prepared by nothing"
      ),
      (
        #"{"type": "BertNormalizer", "lowercase": false}"#, #"{"type": "Lowercase"}"#,
        "prepared by 'Lowercase'"
      ),
      (#""lowercase": false"#, #""clean_text": false"#, "clean_text is false"),
      (#"{"type": "BertPreTokenizer"}"#, "null", "cut by nothing"),
      (#"{"type": "BertPreTokenizer"}"#, #"{"type": "Whitespace"}"#, "cut by 'Whitespace'"),
      (#""TemplateProcessing""#, #""ByteLevel""#, "their ends from 'ByteLevel'"),
      (
        #""id": "[SEP]", "type_id": 0"#, #""id": "[CLS]", "type_id": 0"#,
        "their ends from 'TemplateProcessing'"
      ),
      (#""id": "A", "type_id": 0"#, #""id": "A", "type_id": 1"#, "their ends from 'TemplateProcessing'"),
      (#""post_processor""#, #""other""#, "their ends from nothing"),
      (#""type": "WordPiece""#, #""type": "WordPiece", "unk_token": "<unk>""#, "put together is '<unk>'"),
    ])
  func partsThatAreNotThoseOfBERTAreNamed(_ part: String, _ other: String, _ says: String) {
    let changed = Self.tokenizer.replacing(part, with: other)
    #expect(changed != Self.tokenizer)
    let found = error(["tokenizer.json": changed, "vocab.txt": nil])
    #expect(found.contains(says) && found.contains("allowed: ") && !found.contains("\n"), "\(found)")
  }

  @Test func theOldWayToSayTheEndsIsRead() throws {
    let template = Self.tokenizer.firstRange(of: #"{"type": "TemplateProcessing""#)
    let end = Self.tokenizer.firstRange(of: #""added_tokens""#)
    let (start, stop) = (try #require(template).lowerBound, try #require(end).lowerBound)
    func with(_ ends: String) -> String {
      Self.tokenizer[..<start] + ends + ", " + Self.tokenizer[stop...]
    }
    let old = #"{"type": "BertProcessing", "sep": ["[SEP]", 2], "cls": ["[CLS]", 1]}"#
    #expect(try model(["tokenizer.json": with(old), "vocab.txt": nil]).tokens.first == 1)
    let other = #"{"type": "BertProcessing", "sep": ["a", 3], "cls": ["[CLS]", 1]}"#
    #expect(
      error(["tokenizer.json": with(other), "vocab.txt": nil]).contains("their ends from 'BertProcessing'"))
  }
}
