import Foundation
import Studies
import VectorFiles

/// The items of a page: what each is called, and its picture where there is one.
package struct ShownItems {
  /// A name for each item; nil where items have numbers alone.
  let names: [String]?
  private let pictures: ItemPictures?

  /// Items with names, with pictures, with both or neither.
  package init(names: [String]?, pictures: ItemPictures? = nil) {
    (self.names, self.pictures) = (names, pictures)
  }

  /// The items of a study: names from `dataset.names`, else from the features' own rows; pictures from `dataset.pictures`;
  /// else both from `atlas.png` and `names.txt` next to the file of the first features. Nil where there is neither.
  /// - Throws: ``DataFileError`` for names or pictures that the configuration gives and that cannot be read or do not fit.
  init?(_ study: MapStudy) throws {
    let (dataset, items) = (study.configuration.dataset, study.content.items)
    let given = try dataset.shownNames(of: items)
    let shown = try dataset.pictures.map {
      try ItemPictures(directory: $0.path, names: given ?? study.content.names, items: items)
    }
    if let shown {
      self.init(names: given ?? study.content.names, pictures: shown)
    } else if let atlas = PictureAtlas(study) {
      self.init(names: given ?? atlas.names, pictures: ItemPictures(atlas))
    } else if let names = given ?? study.content.names {
      self.init(names: names)
    } else {
      return nil
    }
  }

  /// The rule with the pictures, if they are of one file.
  var styleSheet: String { pictures?.styleSheet ?? "" }

  /// What an item is called: its name, or its row from 1.
  func name(_ item: Int) -> String {
    let name = names?[item] ?? ""
    return name.isEmpty ? "row \(item + 1)" : name
  }

  /// The picture of an item, as HTML; nil without one.
  func picture(_ item: Int, marks: String = "") -> String? {
    pictures?.tile(item, title: name(item), marks: marks)
  }

  /// The picture of an item, else its name, as HTML. `marks` are classes, each with a blank in front.
  func tile(_ item: Int, marks: String) -> String {
    picture(item, marks: marks) ?? "<span class=\"name\(marks)\">\(ReportText.html(name(item)))</span>"
  }
}
