"""What protobuf itself needs: nothing, as it is installed with all of that."""

def protobuf_deps():
    """Stands for the function by which protobuf's archive adds its needs."""
