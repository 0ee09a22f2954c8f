/// A computation from one matrix of float32 to another, row by row (GraphProto).
package struct ONNXGraph: Sendable {
  /// A matrix that goes in or comes out: any number of rows, float32.
  package struct Port: Sendable {
    /// Its name.
    package let name: String
    /// Dimension of a row.
    package let columns: Int

    /// A matrix of that many columns.
    package init(_ name: String, columns: Int) { (self.name, self.columns) = (name, columns) }

    // ValueInfoProto: name = 1, type = 2; TypeProto: tensor_type = 1; Tensor: elem_type = 1, shape = 2;
    // TensorShapeProto: dim = 1; Dimension: dim_value = 1, dim_param = 2.
    var message: ProtobufMessage {
      var (rows, dimension, shape) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
      rows.add(2, text: "n")
      dimension.add(1, integer: columns)
      shape.add(1, message: rows)
      shape.add(1, message: dimension)
      var (tensor, type, value) = (ProtobufMessage(), ProtobufMessage(), ProtobufMessage())
      tensor.add(1, integer: ONNXTensor.ElementType.float32.rawValue)
      tensor.add(2, message: shape)
      type.add(1, message: tensor)
      value.add(1, text: name)
      value.add(2, message: type)
      return value
    }
  }

  /// What the graph is called.
  package let name: String
  /// The matrix that goes in.
  package let input: Port
  /// The matrix that comes out.
  package let output: Port
  /// The operations, each behind those whose outputs it takes.
  package let nodes: [ONNXNode]
  /// The constants that nodes refer to.
  package let constants: [ONNXTensor]

  /// A graph of these parts.
  package init(
    _ name: String, input: Port, output: Port, nodes: [ONNXNode], constants: [ONNXTensor]
  ) {
    (self.name, self.input, self.output) = (name, input, output)
    (self.nodes, self.constants) = (nodes, constants)
  }

  /// GraphProto: node = 1, name = 2, initializer = 5, input = 11, output = 12.
  var message: ProtobufMessage {
    var message = ProtobufMessage()
    for node in nodes { message.add(1, message: node.message) }
    message.add(2, text: name)
    for constant in constants { message.add(5, message: constant.message) }
    message.add(11, message: input.message)
    message.add(12, message: output.message)
    return message
  }
}
