import Studies
import Testing

@Suite struct QuantityNameTests {
  @Test("one name, two spellings") func spellings() {
    let name: QuantityName = "best held-out loss"
    #expect(name.snakeCase == "best_held_out_loss" && name.camelCase == "bestHeldOutLoss")
    let overlap = QuantityName("x f").adding("cosine no self")
    #expect(overlap.snakeCase == "x_f_cosine_no_self" && overlap.camelCase == "xFCosineNoSelf")
    #expect(QuantityName("k").snakeCase == "k" && QuantityName("k").camelCase == "k")
  }
}
