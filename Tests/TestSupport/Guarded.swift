import Foundation

/// Memory whose end touches a page that may not be read or written: one number too far ends the process.
package final class Guarded<Element: BitwiseCopyable> {
  /// The first element.
  package let pointer: UnsafeMutablePointer<Element>
  private let region: UnsafeMutableRawPointer
  private let size: Int

  /// Room for `count` elements, up to that page.
  package init(_ count: Int, _ element: (Int) -> Element) throws {
    let page = Int(getpagesize())
    let bytes = count * MemoryLayout<Element>.stride
    let used = (bytes + page - 1) / page * page
    size = used + page
    guard
      let region = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      region != MAP_FAILED, mprotect(region + used, page, PROT_NONE) == 0
    else { throw POSIXError(.ENOMEM) }
    self.region = region
    pointer = (region + used - bytes).bindMemory(to: Element.self, capacity: count)
    for place in 0..<count { pointer[place] = element(place) }
  }

  deinit { munmap(region, size) }
}
