import Foundation

extension MappedFile {
  /// Tells the system that the bytes before `offset` are not needed soon, so that a pass over a file larger than the
  /// memory does not fill it. They stay readable: touching them reads the file again. `madvise`.
  func releasePages(upTo offset: Int) {
    guard let start = bytes.baseAddress, offset > 0 else { return }
    let page = Int(sysconf(Int32(_SC_PAGESIZE)))
    let length = min(offset, bytes.count) / page * page
    // A refusal only means that pages stay in memory.
    if length > 0 { madvise(UnsafeMutableRawPointer(mutating: start), length, MADV_DONTNEED) }
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
}
