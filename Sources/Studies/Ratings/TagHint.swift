import VectorFiles

/// Whether pairs are missed because the words of the ratings have tags, as in `sun-n`, that those of the vectors lack.
package enum TagHint {
  /// A sentence where taking the tags off covers more; nil where it does not, where at least half of the pairs are covered
  /// anyway, and where most words have no tag.
  /// - Parameter read: reads the vectors of these words; called only where tags are suspected.
  package static func note(
    _ ratings: WordRatings, _ vectors: WordVectors, read: (Set<String>) throws -> WordVectors
  ) rethrows -> String? {
    let covered = covered(ratings, vectors)
    guard covered * 2 < ratings.pairs.count, ratings.haveTags,
      let example = ratings.pairs.lazy.map(\.first).first(where: { WordTag.stripped($0) != nil })
    else { return nil }
    let plain = ratings.strippingTags
    let possible = Self.covered(plain, try read(plain.words))
    guard possible > covered else { return nil }
    return
      "\(covered) of \(ratings.pairs.count) pairs have vectors; without the tags of words such as '\(example)' it would be "
      + "\(possible) (strip-tags)"
  }

  private static func covered(_ ratings: WordRatings, _ vectors: WordVectors) -> Int {
    ratings.pairs.count { vectors.row(of: $0.first) != nil && vectors.row(of: $0.second) != nil }
  }
}
