/// The type of a matrix's numbers: `Float` or `Double`.
///
/// It has no requirements of its own: what computes with such numbers are the operations on ``Matrix``. Other types cannot
/// take part, because the routines behind those operations exist for these two only.
public protocol MatrixScalar: BinaryFloatingPoint, BitwiseCopyable, Sendable, LosslessStringConvertible,
  ExpressibleByFloatLiteral
{}
