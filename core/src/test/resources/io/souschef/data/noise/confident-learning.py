"""Makes confident-learning.json: the numbers that cleanlab 2.9.0 gives for made probabilities.

pip install cleanlab==2.9.0 && python confident-learning.py > confident-learning.json
"""

import json

import numpy as np
from cleanlab.count import compute_confident_joint, estimate_joint
from cleanlab.rank import get_label_quality_scores

random = np.random.default_rng(7)
classes, size = 4, 300
truth = random.choice(classes, size, p=[0.4, 0.3, 0.2, 0.1])
labels = np.where(random.random(size) < 0.15, (truth + 1) % classes, truth)
logits = random.normal(size=(size, classes))
logits[np.arange(size), truth] += random.uniform(0, 5, size)
probabilities = np.exp(logits) / np.exp(logits).sum(1, keepdims=True)
probabilities = probabilities.astype(np.float32).astype(np.float64)

joint = compute_confident_joint(labels, probabilities, calibrate=False)
print(
    json.dumps(
        {
            "labels": labels.tolist(),
            "probabilities": [[float(f"{p:.9g}") for p in row] for row in probabilities],
            "confident_joint": joint.tolist(),
            "noise_matrix": estimate_joint(labels, probabilities, confident_joint=joint).tolist(),
            "self_confidence": get_label_quality_scores(labels, probabilities, method="self_confidence").tolist(),
            "normalized_margin": get_label_quality_scores(labels, probabilities, method="normalized_margin").tolist(),
        }
    )
)
