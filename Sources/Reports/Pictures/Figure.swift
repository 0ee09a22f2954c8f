/// A picture of the page.
package struct Figure: Sendable {
  var svg: String
  var caption: String
  var wide = false
}

/// The pictures of one cell, under a title that opens and closes.
struct CellPictures {
  var title: String
  var open: Bool
  var pictures: [Figure]
}
