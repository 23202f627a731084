package io.souschef.bench;

import static io.souschef.tensor.Losses.crossEntropy;

import io.souschef.nn.ConvNet;
import io.souschef.nn.Layer;
import io.souschef.nn.Mlp;
import io.souschef.nn.ResNet;
import io.souschef.tensor.RandomStream;
import io.souschef.tensor.Scope;
import io.souschef.tensor.Shelf;
import io.souschef.tensor.Tensor;
import io.souschef.train.Adam;
import io.souschef.train.Optimizer;
import io.souschef.train.Sgd;

/** Forward, loss, backward and update on one batch of random numbers; the loss is read, as a training loop would. */
final class TrainingStep implements Work {
    private static final int CLASSES = 10;

    private final Layer net;
    private final Optimizer optimizer;
    private final Shelf shelf = new Shelf("batch");
    private final Tensor input, target;

    private TrainingStep(Layer net, Optimizer optimizer, long... shape) {
        this.net = net;
        this.optimizer = optimizer;
        int n = (int) shape[0];
        long[] classes = new long[n];
        for (int i = 0; i < n; i++) {
            classes[i] = i % CLASSES;
        }
        try (Scope scope = Scope.open("batch")) {
            input = shelf.keep(RandomStream.of(1, "input").normal(0, 1, shape));
            target = shelf.keep(Tensor.of(classes, n));
        }
    }

    /** 784-128-64-10, batch 64, Adam. */
    static TrainingStep mlp() {
        Layer net = new Mlp(1, 784, 128, 64, CLASSES);
        return new TrainingStep(net, new Adam(net, 3e-4), 64, 784);
    }

    /** ResNet-20 of the CIFAR form, 128 images of 3 x 32 x 32, SGD with momentum. */
    static TrainingStep resnet20() {
        Layer net = ResNet.cifar(1, 20, 3, CLASSES);
        return new TrainingStep(net, new Sgd(net, 0.01, 0.9), 128, 3, 32, 32);
    }

    /** The plain ConvNet of 79,426 parameters on grey 28 x 28 images, Adam. */
    static TrainingStep convNet(int batch) {
        Layer net = new ConvNet(1, 1, 28, 28, CLASSES);
        return new TrainingStep(net, new Adam(net, 3e-4), batch, 1, 28, 28);
    }

    @Override
    public void step() {
        try (Scope scope = Scope.open("step")) {
            optimizer.zeroGrad();
            Tensor loss = crossEntropy(net.forward(input), target);
            loss.backward();
            optimizer.step();
            loss.item();
        }
    }

    @Override
    public void close() {
        optimizer.close();
        net.close();
        shelf.close();
    }
}
