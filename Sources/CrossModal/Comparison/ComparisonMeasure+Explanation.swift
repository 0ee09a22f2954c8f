/// What a measure is, in words.
package struct MeasureExplanation: Sendable {
  /// One sentence for someone who has never met it.
  package let sentence: String
  /// The formula.
  package let formula: String
  /// From where to where it goes, and what unrelated and equal spaces score.
  package let range: String
  /// What ties, zero rows and small sets do to it.
  package let ties: String
  /// When to use it, and when not.
  package let use: String
  /// Where it comes from.
  package let source: String
}

extension ComparisonMeasure {
  /// What the measure is.
  package var explanation: MeasureExplanation {
    switch self {
    case .mutualNeighbors:
      MeasureExplanation(
        sentence: "The share of an item's k nearest neighbors that both spaces have in common.",
        formula: "1/(n k) Σ |N_A(i) ∩ N_B(i)|, lists of k without the item itself",
        range: "0 to 1; unrelated spaces k/(n − 1), equal ones 1", ties: Self.listTies,
        use:
          "The first thing to look at. It falls with n at a fixed k: compare sets of one size, or use k in percent.",
        source: "Huh et al. 2024; the 2018 paper's mNNO without self")
    case .neighborOverlap:
      MeasureExplanation(
        sentence:
          "The same share where the item counts as its own first neighbor, as the paper of 2018 counts.",
        formula: "(1 + (K − 1) · mutual-knn at K − 1) / K, where every item is its own nearest",
        range: "1/K to 1; unrelated spaces (1 + (K − 1)²/(n − 1)) / K", ties: Self.listTies,
        use: "To compare with the tables of 2018; its K = 10 is mutual-knn at 9.",
        source: "Collell and Moens 2018")
    case .jaccard:
      MeasureExplanation(
        sentence: "Shared neighbors as a share of all that either space names.",
        formula: "mean of |N_A(i) ∩ N_B(i)| / |N_A(i) ∪ N_B(i)|",
        range: "0 to 1; unrelated spaces about k/(2n)", ties: Self.listTies,
        use: "Where others report it; it orders pairs of spaces nearly as mutual-knn does.",
        source: "Wang et al. 2020")
    case .rankSimilarity:
      MeasureExplanation(
        sentence: "Whether the neighbors that both spaces share are at the same places of their lists.",
        formula:
          "mean of Σ 2/((1 + |r_A − r_B|)(r_A + r_B)) / H_m over the m shared neighbors, r from 1; 0 if m = 0",
        range: "0 to 1; equal lists 1", ties: Self.listTies,
        use: "With mutual-knn: high here and low there means few shared neighbors, but the nearest ones.",
        source: "Wang et al. 2020")
    case .cycleFromFirst, .cycleFromSecond:
      MeasureExplanation(
        sentence: self == .cycleFromFirst
          ? "How many items find back to themselves: one step to a neighbor in B, one step back in A."
          : "How many items find back to themselves: one step to a neighbor in A, one step back in B.",
        formula: self == .cycleFromFirst
          ? "share of i with a j ∈ N_B(i) that has i ∈ N_A(j)"
          : "share of i with a j ∈ N_A(i) that has i ∈ N_B(j)",
        range: "0 to 1; unrelated spaces about 1 − (1 − k/(n − 1))^k", ties: Self.listTies,
        use: "Large already for moderate likeness; not symmetric, so both directions are given.",
        source: "Huh et al. 2024")
    case .neighborAlignment:
      MeasureExplanation(
        sentence: "Whether the neighbors that both spaces share are also alike in how near they are.",
        formula:
          "HSIC₁(M∘K, M∘L) / √(HSIC₁(M_A∘K, M_A∘K) HSIC₁(M_B∘L, M_B∘L)), cosines K, L, masks of the k nearest",
        range: "unrelated spaces about 0, equal ones 1", ties: Self.listTies + " Undefined below 4 items.",
        use:
          "A local CKA. Published code adds 1e-6 to the denominator, which punishes wide spaces; this one does not.",
        source: "Huh et al. 2024")
    case .kernelAlignment, .kernelAlignmentOfUnitRows:
      MeasureExplanation(
        sentence: self == .kernelAlignment
          ? "How alike the two tables of all similarities between items are."
          : "The same after every row is brought to length 1.",
        formula: "‖AᵀB‖²_F / (‖AᵀA‖_F ‖BᵀB‖_F), columns centered",
        range: "0 to 1, but unrelated wide spaces score high: only the calibrated score means something",
        ties: Self.variance, use: "Where others report it; prefer cka-debiased.",
        source: "Kornblith et al. 2019")
    case .debiasedKernelAlignment, .debiasedKernelAlignmentOfUnitRows:
      MeasureExplanation(
        sentence: self == .debiasedKernelAlignment
          ? "CKA without the part that grows with the width of the spaces."
          : "The same after every row is brought to length 1.",
        formula: "HSIC₁(K, L) / √(HSIC₁(K, K) HSIC₁(L, L)), linear kernels",
        range: "unrelated spaces 0, below 0 by accident, equal ones 1",
        ties: Self.variance + " Undefined below 4 items.",
        use: "The global measure to look at first.", source: "Song et al. 2012; Murphy et al. 2024")
    case .cosineRankCorrelation, .euclideanRankCorrelation:
      MeasureExplanation(
        sentence: "Whether pairs of items that are far apart in one space are far apart in the other.",
        formula: "Spearman's correlation of the n(n − 1)/2 "
          + (self == .cosineRankCorrelation ? "cosine" : "Euclidean") + " distances",
        range: "−1 to 1; unrelated spaces 0",
        ties: "Equal distances share their average rank. Undefined where all distances of a space are equal.",
        use:
          "The measure of neuroscience. Far pairs weigh as much as near ones. All pairs; a sample from 20,000 items on.",
        source: "Kriegeskorte et al. 2008")
    case .procrustesSimilarity:
      MeasureExplanation(
        sentence: "How well one space covers the other after the best rotation; larger is closer.",
        formula: "‖AᵀB‖_* / (‖A‖_F ‖B‖_F), columns centered",
        range: "0 to 1, but unrelated wide spaces score high", ties: Self.variance,
        use: "When you mean to map one space on the other by a rotation.", source: "Williams et al. 2021")
    case .procrustesAngle:
      MeasureExplanation(
        sentence: "The same as an angle, a distance in the strict sense; smaller is closer.",
        formula: "arccos of procrustes-similarity", range: "0 to π/2, in radians", ties: Self.variance,
        use: "To cluster or embed many spaces by their distances.", source: "Williams et al. 2021")
    case .meanCorrelation, .meanSquaredCorrelation, .firstCorrelations:
      MeasureExplanation(
        sentence: self == .firstCorrelations
          ? "The correlations of the best-matching directions of the two spaces."
          : self == .meanCorrelation
            ? "How far all directions of one space can be predicted from the other, stretched as you like."
            : "The same with squares: the share of variance that is shared.",
        formula: "singular values of U_AᵀU_B" + (self == .meanSquaredCorrelation ? ", squared" : "")
          + (self == .firstCorrelations ? ", the first three" : ", their mean"),
        range: "0 to 1, but unrelated spaces score about √((p + q)/n)",
        ties: "Refused where n ≤ p′ + q′ + 1: then any two spaces correlate. Reduce by features pca first.",
        use: "When scales of directions mean nothing. Needs many more items than dimensions.",
        source: "Hotelling 1936")
    case .singularVectorCorrelation:
      MeasureExplanation(
        sentence: "The mean canonical correlation of the directions that hold 99 % of each space.",
        formula: "cca-mean of the first singular vectors with 99 % of the squares",
        range: "0 to 1, but unrelated spaces score high where these directions are many",
        ties: "Said where the directions are too many for the items.", use: "Where others report it.",
        source: "Raghu et al. 2017")
    case .hubnessOfFirst, .hubnessOfSecond:
      MeasureExplanation(
        sentence: "Whether a few items are neighbors of very many others.",
        formula: "skewness of how often an item is in the lists of others",
        range: "0: evenly spread; above 2: hubs rule the lists", ties: Self.listTies,
        use: "Where it is high, read mutual-knn with care and look at CSLS in retrieval.",
        source: "Radovanović et al. 2010")
    case .antihubsOfFirst, .antihubsOfSecond:
      MeasureExplanation(
        sentence: "The share of items that are no other item's neighbor.",
        formula: "items in no list / n", range: "0 to 1", ties: Self.listTies,
        use: "Together with hubness.", source: "Radovanović et al. 2010")
    }
  }

  private static let listTies =
    "Ties go to the lower row; repeated rows and tied places are counted. A row of zeros is at cosine distance 1 from all."
  private static let variance = "Undefined where all rows of a space are equal."
}
