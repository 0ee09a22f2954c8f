import Testing

@testable import Studies

@Suite struct ClaimNameTests {
  @Test func namesAreFileNamesAndReadable() {
    let name = "iaprtc12/vgg128/bigru/image-to-text/mse/nn/lr=0.001,units=128"
    #expect(ClaimName.file(name) == "iaprtc12~vgg128~bigru~image-to-text~mse~nn~lr=0.001,units=128")
    #expect(ClaimName.work(file: ClaimName.file(name)) == name)
  }

  @Test func longNamesAreCutAndStayDifferent() {
    let long = String(repeating: "a", count: 64) + "/" + String(repeating: "b", count: 300)
    let (first, second) = (ClaimName.file(long + "1"), ClaimName.file(long + "2"))
    #expect(first != second && first.utf8.count <= 200 && !first.contains("/"))
    #expect(ClaimName.work(file: first).hasPrefix(String(repeating: "a", count: 64) + "/bbb"))
  }
}
