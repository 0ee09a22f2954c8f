print("crossmodal")
