// A gRPC server for tests, on a port of its own of the loopback interface.
#ifndef WAMP_TESTS_GRPC_TEST_SERVER_H_
#define WAMP_TESTS_GRPC_TEST_SERVER_H_

#include <grpcpp/grpcpp.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace wamp {
namespace testing {

class TestServer {
 public:
  // `port` 0 lets the system choose.
  explicit TestServer(grpc::Service* service, int port = 0) : port_(port) {
    grpc::ServerBuilder builder;
    builder.AddListeningPort(absl::StrCat("127.0.0.1:", port),
                             grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(service);
    server_ = builder.BuildAndStart();
    EXPECT_NE(server_, nullptr) << "no server on port " << port;
  }
  ~TestServer() {
    // Calls under way are ended.
    server_->Shutdown(std::chrono::system_clock::now());
  }

  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  int port() const { return port_; }

  std::shared_ptr<grpc::Channel> Connect() const {
    return grpc::CreateChannel(absl::StrCat("127.0.0.1:", port_),
                               grpc::InsecureChannelCredentials());
  }

 private:
  int port_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace testing
}  // namespace wamp

#endif  // WAMP_TESTS_GRPC_TEST_SERVER_H_
