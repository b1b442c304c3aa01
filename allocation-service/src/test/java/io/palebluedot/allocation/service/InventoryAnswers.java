package io.palebluedot.allocation.service;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.palebluedot.allocation.service.Inventory.Card;
import io.palebluedot.allocation.service.Inventory.Machine;
import io.palebluedot.proto.inventory.v1.FleetGpu;
import io.palebluedot.proto.inventory.v1.FleetServer;
import io.palebluedot.proto.inventory.v1.FleetServiceGrpc;
import io.palebluedot.proto.inventory.v1.GetFleetRequest;
import io.palebluedot.proto.inventory.v1.GetFleetResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An inventory-service that is asked: it answers with one machine. */
final class InventoryAnswers extends FleetServiceGrpc.FleetServiceImplBase implements AutoCloseable {

    private static final long MEMORY = 80L << 30;

    final List<List<String>> asked = new CopyOnWriteArrayList<>();
    private final Server server;
    private final GetFleetResponse answer;

    /** All its GPUs are on offer, as of the event with that sequence. */
    InventoryAnswers(String address, Machine machine, String state, long sequence) throws IOException {
        var fleet = GetFleetResponse.newBuilder()
                .addServers(FleetServer.newBuilder()
                        .setId(machine.id())
                        .setName(machine.name())
                        .setState(state)
                        .setHealth("OK")
                        .setSequence(sequence));
        machine.cards().forEach(card -> fleet.addGpus(gpu(card, sequence)));
        this.answer = fleet.build();
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        this.server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .addService(this)
                .build()
                .start();
    }

    private static FleetGpu gpu(Card card, long sequence) {
        return FleetGpu.newBuilder()
                .setId(card.id())
                .setSequence(sequence)
                .setName(card.name())
                .setServerId(card.serverId())
                .setServerName(card.serverName())
                .setIndex(card.index())
                .setModel(card.model())
                .setMemoryBytes(MEMORY)
                .setState("available")
                .setAllocatable(true)
                .build();
    }

    @Override
    public void getFleet(GetFleetRequest request, StreamObserver<GetFleetResponse> observer) {
        asked.add(List.copyOf(request.getRefsList()));
        observer.onNext(answer);
        observer.onCompleted();
    }

    @Override
    public void close() {
        try {
            server.shutdownNow().awaitTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
