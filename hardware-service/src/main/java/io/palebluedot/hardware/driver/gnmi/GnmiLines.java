package io.palebluedot.hardware.driver.gnmi;

import io.grpc.ManagedChannel;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.HardwareConfig.Gnmi.Trust;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.trust.PinnedTrust;
import io.palebluedot.hardware.trust.Pins;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Opens channels to targets, with TLS as configured: bounded messages, no retries and no name service of their own. */
final class GnmiLines {

    private final HardwareConfig.Gnmi config;
    private final Pins pins;

    /** @throws IllegalStateException when a CA file is wanted and not named */
    GnmiLines(HardwareConfig.Gnmi config) {
        this.config = config;
        this.pins = new Pins(config.pins());
        if (config.trust() == Trust.CA_FILE && config.caFile().isEmpty()) {
            throw new IllegalStateException(
                    "pbd.hardware.gnmi.trust is ca-file, but pbd.hardware.gnmi.ca-file is empty");
        }
    }

    /** Connects when it is first used. */
    ManagedChannel open(HostPort target, InetAddress ip, boolean plain) {
        var builder = NettyChannelBuilder.forAddress(new InetSocketAddress(ip, target.port()))
                .overrideAuthority(target.toString())
                .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                        config.connectTimeout().toMillis())
                .maxInboundMessageSize(config.maxAnswerBytes())
                .maxInboundMetadataSize(32 * 1024)
                .keepAliveTime(config.keepAlive().toMillis(), TimeUnit.MILLISECONDS)
                .disableRetry()
                .disableServiceConfigLookUp();
        return plain
                ? builder.negotiationType(NegotiationType.PLAINTEXT).build()
                : builder.negotiationType(NegotiationType.TLS)
                        .sslContext(tls(target))
                        .build();
    }

    private SslContext tls(HostPort target) {
        var builder = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK);
        try {
            return switch (config.trust()) {
                case SYSTEM -> builder.build();
                case CA_FILE -> builder.trustManager(caFile()).build();
                case PINNED ->
                    builder.trustManager(new PinnedTrust(pins, target)).build();
            };
        } catch (SSLException e) {
            throw new IllegalStateException("TLS cannot be set up", e);
        }
    }

    private @Nullable File caFile() {
        return config.caFile().map(Path::toFile).orElse(null);
    }
}
