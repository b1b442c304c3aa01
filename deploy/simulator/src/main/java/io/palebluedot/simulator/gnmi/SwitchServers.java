package io.palebluedot.simulator.gnmi;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gNMI ports of all switches, on one event loop: threads do not grow with their number. */
public final class SwitchServers implements AutoCloseable {

    private static final Metadata.Key<String> USER = Metadata.Key.of("username", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> PASSWORD = Metadata.Key.of("password", Metadata.ASCII_STRING_MARSHALLER);

    private final EventLoopGroup loop = new NioEventLoopGroup(1);
    private final List<Server> servers = new ArrayList<>();
    private final String user;
    private final String password;

    /** Ports whose one account is this. */
    public SwitchServers(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** Listens at the switch's address; fails with the address that is taken. */
    public void listen(Switch leaf, int port) {
        try {
            servers.add(NettyServerBuilder.forAddress(new InetSocketAddress(leaf.address(), port))
                    .bossEventLoopGroup(loop)
                    .workerEventLoopGroup(loop)
                    .channelType(NioServerSocketChannel.class)
                    .directExecutor()
                    .intercept(new Door(leaf))
                    .addService(new GnmiService(leaf, loop))
                    .build()
                    .start());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "cannot listen on " + leaf.address() + ":" + port + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        servers.forEach(Server::shutdownNow);
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /** Who may come in, and what a broken switch does with everybody. */
    private final class Door implements ServerInterceptor {

        private final Switch leaf;

        Door(Switch leaf) {
            this.leaf = leaf;
        }

        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            if (leaf.hanging()) {
                return new ServerCall.Listener<>() {};
            }
            if (leaf.dropping()) {
                return refused(call, Status.UNAVAILABLE.withDescription("the management process has ended"));
            }
            boolean known = user.equals(headers.get(USER)) && password.equals(headers.get(PASSWORD));
            return known
                    ? next.startCall(call, headers)
                    : refused(call, Status.UNAUTHENTICATED.withDescription("no such user or password"));
        }

        private static <Q, A> ServerCall.Listener<Q> refused(ServerCall<Q, A> call, Status why) {
            call.close(why, new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }
}
