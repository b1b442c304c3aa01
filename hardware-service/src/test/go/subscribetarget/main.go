// Command subscribetarget serves the Subscribe implementation of openconfig/gnmi (cache and subscribe packages) on loopback, with
// TLS. It knows neither Capabilities nor Get nor Set. Every line of its input is a gnmi.Notification in JSON, told to subscribers.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"time"

	"github.com/openconfig/gnmi/cache"
	"github.com/openconfig/gnmi/subscribe"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials"
	"google.golang.org/protobuf/encoding/protojson"

	pb "github.com/openconfig/gnmi/proto/gnmi"
)

func main() {
	cert := flag.String("cert", "", "PEM file of the certificate")
	key := flag.String("key", "", "PEM file of the private key")
	target := flag.String("target", "", "name in prefix.target")
	flag.Parse()

	tls, err := credentials.NewServerTLSFromFile(*cert, *key)
	if err != nil {
		log.Fatal(err)
	}
	known := cache.New([]string{*target})
	server, err := subscribe.NewServer(known)
	if err != nil {
		log.Fatal(err)
	}
	known.SetClient(server.Update)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	grpcServer := grpc.NewServer(grpc.Creds(tls))
	pb.RegisterGNMIServer(grpcServer, server)
	go func() { log.Fatal(grpcServer.Serve(listener)) }()
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)

	// Ends with whoever started it.
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		notification := &pb.Notification{}
		if err := protojson.Unmarshal(lines.Bytes(), notification); err != nil {
			log.Fatal(err)
		}
		notification.Timestamp = time.Now().UnixNano()
		notification.Prefix = &pb.Path{Target: *target}
		if err := known.GnmiUpdate(notification); err != nil {
			log.Fatal(err)
		}
	}
}
