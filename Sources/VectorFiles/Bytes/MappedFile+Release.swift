import Foundation

extension MappedFile {
  /// Tells the system that the bytes before `offset` are not needed soon, so that a pass over a file larger than the
  /// memory does not fill it. They stay readable: touching them reads the file again. `madvise`.
  func releasePages(upTo offset: Int) {
    if offset > 0 { releasePages(0..<offset) }
  }

  /// The same of the bytes of a range, and of those before it on its first page.
  func releasePages(_ range: Range<Int>) {
    guard let start = bytes.baseAddress, range.lowerBound >= 0 else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let (first, end) = (range.lowerBound / page * page, min(range.upperBound, bytes.count) / page * page)
    // A refusal only means that pages stay in memory.
    if first < end { madvise(UnsafeMutableRawPointer(mutating: start + first), end - first, MADV_DONTNEED) }
  }
}

extension BoundedBytes {
  /// Tells the system that the bytes before `offset` are not needed soon, where these are the bytes of a mapped file; else
  /// nothing happens.
  package func releasePages(upTo offset: Int) {
    guard let file = owner as? MappedFile, let whole = file.bytes.baseAddress, let start = raw.baseAddress
    else { return }
    file.releasePages(upTo: start - whole + Swift.min(offset, raw.count))
  }

  /// The same of the bytes of a range, which must lie inside.
  package func releasePages(_ range: Range<Int>) {
    check(range)
    guard let file = owner as? MappedFile, let whole = file.bytes.baseAddress, let start = raw.baseAddress
    else { return }
    file.releasePages(start - whole + range.lowerBound..<start - whole + range.upperBound)
  }
}
