#ifndef LABBOOK_CEVENT_SHIM_H
#define LABBOOK_CEVENT_SHIM_H
#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
/* What is needed of the system beside it: Swift's own module of these headers disagrees with
   libevent about fd_set. */
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
static inline int labbook_errno(void) { return errno; }
/* The port of a socket of IPv4; -1 where it has none. */
static inline int labbook_port(int descriptor) {
  struct sockaddr_in address;
  socklen_t length = sizeof(address);
  if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return -1;
  return ntohs(address.sin_port);
}
static inline void labbook_ignore_broken_pipes(void) { signal(SIGPIPE, SIG_IGN); }
#endif
