internal import DenseKernels

/// The shape in which activations go through a network: feature-major, 64 samples wide.
///
/// Element (feature f, sample s) of a panel is at `f * 64 + s`. A batch of more than 64 rows is several panels,
/// one behind the other; a shorter last panel is filled up with zero samples.
package enum LayerPanel {
  /// Samples in a panel.
  package static let width = Int(DENSE_PANEL_WIDTH)

  /// Number of panels for that many samples.
  package static func count(samples: Int) -> Int { (samples + width - 1) / width }
}
