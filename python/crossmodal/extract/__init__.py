"""From pictures and sentences to rows of vectors: ``python -m crossmodal.extract``.

    python -m crossmodal.extract photos/ --model efficientnet-lite0 -o images.npy --names names.txt
    python -m crossmodal.extract captions.tsv --column caption --model minilm -o texts.npy --pairs-with images.npy

PyTorch and the packages of the models are imported when a model asks for them; what is missing is said with the one
``pip install`` that brings it. ``python -m crossmodal.extract --help`` lists models and options.
"""
