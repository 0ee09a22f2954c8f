/// One operation of an ONNX graph (NodeProto).
package struct ONNXNode: Sendable {
  /// The operator: `Gemm`, `Relu`, ….
  package let operation: String
  /// The tensors that it takes, in the operator's order.
  package let inputs: [String]
  /// The tensor that it gives, which also names the node.
  package let output: String
  /// Attributes that are whole numbers, by name.
  package let integers: [String: Int]

  /// A node with one output.
  package init(_ operation: String, _ inputs: [String], to output: String, integers: [String: Int] = [:]) {
    (self.operation, self.inputs, self.output, self.integers) = (operation, inputs, output, integers)
  }

  /// NodeProto: input = 1, output = 2, name = 3, op_type = 4, attribute = 5.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for input in inputs { message.add(1, text: input) }
    message.add(2, text: output)
    message.add(3, text: output)
    message.add(4, text: operation)
    for (name, number) in integers.sorted(by: { $0.key < $1.key }) {
      // AttributeProto: name = 1, i = 3, type = 20 with INT = 2.
      var attribute = ProtobufMessage()
      attribute.add(1, text: name)
      attribute.add(3, integer: number)
      attribute.add(20, integer: 2)
      message.add(5, message: attribute)
    }
    return message
  }
}
