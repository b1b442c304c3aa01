module palebluedot.io/hardware-service/gnmi-targets

go 1.21

require (
	github.com/google/gnxi v0.0.0-20221016143401-2aeceb5a2901
	github.com/openconfig/gnmi v0.0.0-20220503232738-6eb133c65a13
	google.golang.org/grpc v1.46.0
	google.golang.org/protobuf v1.28.0
)

require (
	github.com/golang/glog v1.0.0 // indirect
	github.com/golang/protobuf v1.5.2 // indirect
	github.com/google/go-cmp v0.5.8 // indirect
	github.com/kylelemons/godebug v1.1.0 // indirect
	github.com/openconfig/goyang v1.0.0 // indirect
	github.com/openconfig/ygot v0.20.0 // indirect
	golang.org/x/net v0.0.0-20220425223048-2871e0cb64e4 // indirect
	golang.org/x/sys v0.0.0-20220503163025-988cb79eb6c6 // indirect
	golang.org/x/text v0.3.7 // indirect
	google.golang.org/genproto v0.0.0-20220505152158-f39f71e6c8f3 // indirect
)
