"""The gallery's bugs that lie in a net or in its data, written for PyTorch, under neural-net-checklist 1.1.0.

    pip install torch neural-net-checklist
    python bench/peer/checklist.py

The package takes a net and one batch and makes a step of its own, so that a bug in the program's own loss, step, optimiser, schedule,
loop, evaluation or checkpoints can't be shown to it. Of what can be, a bug counts as detected when an assertion fails, and as named when
that assertion is about this very thing.
"""

import contextlib
import io
import sys

import torch
from neural_net_checklist import torch_diagnostics as checklist
from torch import nn
from torch.nn import functional as F

CLASSES, FEATURES, SIDE, WORDS, LENGTH = 4, 8, 12, 12, 10


def clouds(n=64, scale=1.0):
    g = torch.Generator().manual_seed(1)
    y = torch.arange(n) % CLASSES
    centres = torch.randn(CLASSES, FEATURES, generator=g) * 2
    return scale * (centres[y] + torch.randn(n, FEATURES, generator=g)), y


def pictures(n=32):
    g = torch.Generator().manual_seed(2)
    y = torch.arange(n) % CLASSES
    x = 0.3 * torch.randn(n, 1, SIDE, SIDE, generator=g)
    for i in range(n):
        k = int(y[i])
        x[i, 0, 1 + 5 * (k // 2) : 6 + 5 * (k // 2), 1 + 5 * (k % 2) : 6 + 5 * (k % 2)] += 1
    return x, y


def words(n=16):
    g = torch.Generator().manual_seed(3)
    t = torch.randint(0, WORDS, (n, LENGTH + 1), generator=g)
    t[:, 1::2] = (t[:, 0:-1:2] + 1) % WORDS
    return t[:, :-1].contiguous(), t[:, 1:].contiguous()


class Net(nn.Module):
    """Layers, and what is done to their output."""

    def __init__(self, layers, after=lambda x: x, before=lambda x: x):
        super().__init__()
        self.layers, self.after, self.before = layers, after, before

    def forward(self, x):
        return self.after(self.layers(self.before(x)))


def mlp(after=lambda x: x, before=lambda x: x, width=32, init=None, middle=()):
    layers = nn.Sequential(nn.Linear(FEATURES, width), *middle, nn.ReLU(), nn.Linear(width, CLASSES))
    if init:
        init(layers)
    return Net(layers, after, before)


def conv(middle=(), after=lambda x: x, before=lambda x: x):
    layers = nn.Sequential(
        nn.Conv2d(1, 8, 3, padding=1), *middle, nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(8 * SIDE * SIDE // 4, CLASSES)
    )
    return Net(layers, after, before)


class Gpt(nn.Module):
    """One block, written out. Takes tokens, or one-hot rows of them as the checklist's backward test hands them over."""

    def __init__(self, mask="causal", axis=-1, positions=True):
        super().__init__()
        d = 24
        self.embed = nn.Embedding(WORDS, d)
        nn.init.normal_(self.embed.weight, std=0.02)
        self.place = nn.Parameter(0.02 * torch.randn(LENGTH, d))
        self.q, self.k, self.v, self.head = nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, d), nn.Linear(d, WORDS)
        self.mix = nn.Sequential(nn.Linear(d, 48), nn.ReLU(), nn.Linear(48, d))
        self.mask, self.axis, self.positions = mask, axis, positions

    def forward(self, t):
        x = self.embed(t) if not t.is_floating_point() else t @ self.embed.weight
        n = x.shape[1]
        x = x + (self.place[:n] if self.positions else 0)
        scores = self.q(x) @ self.k(x).transpose(1, 2) / x.shape[-1] ** 0.5
        if self.mask != "none":
            seen = torch.ones(n, n).tril(1 if self.mask == "one too many" else 0).bool()
            scores = scores.masked_fill(~(seen.T if self.mask == "inverted" else seen), -1e9)
        x = x + scores.softmax(self.axis) @ self.v(x)
        return self.head(x + self.mix(x))


def zeroed(layers):
    for p in layers.parameters():
        nn.init.zeros_(p)


def large(layers):
    for p in layers.parameters():
        p.data *= 30


class Unused(nn.Module):
    def __init__(self):
        super().__init__()
        self.used, self.unused = mlp(), nn.Linear(FEATURES, 8)

    def forward(self, x):
        self.unused(x)
        return self.used(x)


class Detached(nn.Module):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(FEATURES, 32), nn.Linear(32, CLASSES)

    def forward(self, x):
        return self.head(self.body(x).relu().detach())


def shuffled(batch):
    x, y = batch
    return x, y[torch.randperm(len(y), generator=torch.Generator().manual_seed(4))]


# name, code of ours, net, batch, assertions that name it
BUGS = [
    ("softmax in the net", "softmax-before-cross-entropy", lambda: mlp(lambda x: x.softmax(1)), clouds(), ()),
    ("softmax over the batch", "softmax-over-wrong-axis", lambda: mlp(lambda x: x.softmax(0).log()), clouds(), ("batch_independence",)),
    ("ReLU on the logits", "activation-on-logits", lambda: mlp(F.relu), clouds(), ()),
    ("tanh on the logits", "activation-on-logits", lambda: mlp(torch.tanh), clouds(), ()),
    ("view for permute", "batch-mixed", lambda: conv(before=lambda x: x.reshape(SIDE, SIDE, -1).permute(2, 0, 1).reshape(-1, 1, SIDE, SIDE)), pictures(), ("batch_independence",)),
    ("mean over the batch taken off", "batch-mixed", lambda: mlp(before=lambda x: x - x.mean(0)), clouds(), ("batch_independence",)),
    ("every weight zero", "constant-initial-weights", lambda: mlp(init=zeroed), clouds(), ("non_zero_gradients",)),
    ("weights thirty times too large", "initial-weights-too-large", lambda: mlp(init=large), clouds(), ("loss_at_init", "init_calibrated")),
    ("a layer that nobody uses", "unused-parameters", lambda: Unused(), clouds(), ("non_zero_gradients",)),
    ("a backbone detached", "graph-detached", lambda: Detached(), clouds(), ("non_zero_gradients",)),
    ("no mask", "sees-the-future", lambda: Gpt("none"), words(), ("causal_property",)),
    ("a mask that shows one too many", "sees-the-future", lambda: Gpt("one too many"), words(), ("causal_property",)),
    ("a mask upside down", "mask-inverted", lambda: Gpt("inverted"), words(), ("causal_property",)),
    ("softmax over the queries", "softmax-over-queries", lambda: Gpt(axis=-2), words(), ("causal_property",)),
    ("no positions", "positions-missing", lambda: Gpt(positions=False), words(), ()),
    ("labels shuffled", "labels-shuffled-against-inputs", lambda: mlp(), shuffled(clouds()), ()),
    ("inputs of zeros", "inputs-constant", lambda: mlp(), clouds(scale=0), ("input_independent_baseline",)),
    ("inputs in the thousands", "inputs-not-normalised", lambda: mlp(), clouds(scale=1000), ()),
    ("labels off by one", "labels-off-by-one", lambda: mlp(), (clouds()[0], (clouds()[1] + 1) % CLASSES), ()),
    ("a constant image", "input-ignored", lambda: conv(before=torch.zeros_like), pictures(), ("input_independent_baseline",)),
]
HEALTHY = [
    ("MLP", lambda: mlp(), clouds()),
    ("wide MLP", lambda: mlp(width=256), clouds()),
    ("narrow MLP", lambda: mlp(width=4), clouds()),
    ("BatchNorm", lambda: mlp(middle=(nn.BatchNorm1d(32),)), clouds()),
    ("LayerNorm", lambda: mlp(middle=(nn.LayerNorm(32),)), clouds()),
    ("dropout of a half", lambda: mlp(middle=(nn.Dropout(0.5),)), clouds()),
    ("ConvNet", lambda: conv(), pictures()),
    ("ConvNet with BatchNorm", lambda: conv((nn.BatchNorm2d(8),)), pictures()),
    ("ConvNet with GroupNorm", lambda: conv((nn.GroupNorm(2, 8),)), pictures()),
    ("ConvNet with dropout", lambda: conv((nn.Dropout2d(0.3),)), pictures()),
    ("frozen backbone", lambda: frozen(mlp()), clouds()),
    ("GPT", lambda: Gpt(), words()),
    ("imbalance of one to twelve", lambda: mlp(), (clouds()[0], (torch.arange(64) % 13 == 0).long() * 3)),
]


def frozen(net):
    for p in net.layers[0].parameters():
        p.requires_grad_(False)
    return net


def complaint(net, batch):
    """The name of the assertion that fails first, or nothing."""
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            if isinstance(net(), Gpt):
                checklist.assert_all_for_causal_llm_cross_entropy_loss(net, batch, vocab_size=WORDS, embedding_layer_name="embed")
            else:
                checklist.assert_all_for_classification_cross_entropy_loss(net, batch, num_classes=CLASSES)
    except Exception as failure:
        frame, name = failure.__traceback__, "an exception"
        while frame:
            function = frame.tb_frame.f_code.co_name
            name = function if function.startswith("assert_") and "_all_for_" not in function else name
            frame = frame.tb_next
        return name
    return ""


def main():
    torch.set_num_threads(1)
    detected = named = alarms = 0
    for name, code, net, batch, assertions in BUGS:
        torch.manual_seed(1)
        failed = complaint(net, batch)
        right = any(part in failed for part in assertions)
        detected, named = detected + bool(failed), named + right
        print(f"{name:34} {code:34} {failed or 'nothing':60} {'named' if right else ''}", flush=True)
    for name, net, batch in HEALTHY:
        torch.manual_seed(1)
        failed = complaint(net, batch)
        alarms += bool(failed)
        print(f"{name:34} {'healthy':34} {failed or 'nothing'}", flush=True)
    print(f"{len(BUGS)} bugs: {detected} detected, {named} named; {len(HEALTHY)} healthy programs: {alarms} false alarms")


if __name__ == "__main__":
    sys.exit(main())
