import Foundation
import TestSupport
import Testing

@testable import VectorFiles

@Suite struct RealDataTests {
  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(.enabled(if: RealData.has("iaprtc12/TS_vis_vgg128.csv")))
  func readsTheAuthorsTextTables() throws {
    let image = try FeatureTable.read(RealData.directory + "/iaprtc12/TS_vis_vgg128.csv")
    let text = try FeatureTable.read(RealData.directory + "/iaprtc12/TS_lang_biGRU.csv")
    #expect(image.features.rows == text.features.rows && image.features.columns == 128)
    #expect(image.rowLabels == text.rowLabels)
    #expect(image.rowLabels?.first == ["40", "115", "122", "138", "158", "167", "172", "212", "219", "261"])
    #expect(image.features[0, 1] == 1.7366 && text.features[0, 0] == -1.2254)
    let labels = try LabelFile.read(RealData.directory + "/iaprtc12/TS_vis_vgg128.csv", column: 1).rows
    #expect(labels == image.rowLabels)
    // Every number is the nearest float to its decimal, as the C library reads it.
    let records = try CSVFile.read(RealData.directory + "/iaprtc12/TS_vis_vgg128.csv")
    for (row, record) in records.enumerated() {
      #expect(record.dropFirst().map { strtof($0, nil) } == Array(image.features.row(row)))
    }
  }

  // Reads files that only some machines have: set CROSSMODAL_DATA.
  @Test(.enabled(if: RealData.has("wiki/image_sift_test.npy")))
  func readsTheWikipediaFeatures() throws {
    for (name, rows) in [("test", 693), ("train", 2173)] {
      let image = try FeatureTable.read(RealData.directory + "/wiki/image_sift_\(name).npy")
      let text = try FeatureTable.read(RealData.directory + "/wiki/text_avg_word2vec_\(name).npy")
      #expect(image.features.rows == rows && image.features.columns == 128)
      #expect(text.features.rows == rows && text.features.columns == 300)
      let labels = try LabelFile.read(RealData.directory + "/wiki/labels_\(name).txt", column: 1).rows
      let list = try LabelFile.read(RealData.directory + "/wiki/\(name)set_txt_img_cat.list", column: 3).rows
      #expect(labels == list && labels.count == rows)
    }
  }
}
