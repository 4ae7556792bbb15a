#ifndef LABBOOK_CEVENT_SHIM_H
#define LABBOOK_CEVENT_SHIM_H
#include <stddef.h>
/* What is needed of libevent 2.1 (event2/event.h, buffer.h, http.h), declared here: its headers
   include <sys/select.h>, of which Swift's own module of the C library has another view. */
struct evbuffer;
struct event;
struct event_base;
struct evhttp;
struct evhttp_bound_socket;
struct evhttp_connection;
struct evhttp_request;
struct evhttp_uri;
struct evkeyvalq;
struct timeval;

struct event_base *event_base_new(void);
void event_base_free(struct event_base *);
int event_base_dispatch(struct event_base *);
struct event *event_new(struct event_base *, int, short, void (*)(int, short, void *), void *);
void event_free(struct event *);
int event_add(struct event *, const struct timeval *);

struct evbuffer *evbuffer_new(void);
void evbuffer_free(struct evbuffer *);
int evbuffer_add(struct evbuffer *, const void *, size_t);

struct evhttp *evhttp_new(struct event_base *);
void evhttp_free(struct evhttp *);
void evhttp_set_allowed_methods(struct evhttp *, unsigned short);
void evhttp_set_max_headers_size(struct evhttp *, ptrdiff_t);
void evhttp_set_max_body_size(struct evhttp *, ptrdiff_t);
struct evhttp_bound_socket *evhttp_bind_socket_with_handle(
    struct evhttp *, const char *, unsigned short);
int evhttp_bound_socket_get_fd(struct evhttp_bound_socket *);
void evhttp_set_gencb(struct evhttp *, void (*)(struct evhttp_request *, void *), void *);
const struct evhttp_uri *evhttp_request_get_evhttp_uri(const struct evhttp_request *);
const char *evhttp_uri_get_path(const struct evhttp_uri *);
struct evkeyvalq *evhttp_request_get_input_headers(struct evhttp_request *);
struct evkeyvalq *evhttp_request_get_output_headers(struct evhttp_request *);
const char *evhttp_find_header(const struct evkeyvalq *, const char *);
int evhttp_add_header(struct evkeyvalq *, const char *, const char *);
void evhttp_send_reply(struct evhttp_request *, int, const char *, struct evbuffer *);
void evhttp_send_reply_start(struct evhttp_request *, int, const char *);
void evhttp_send_reply_chunk(struct evhttp_request *, struct evbuffer *);
struct evhttp_connection *evhttp_request_get_connection(struct evhttp_request *);
void evhttp_connection_set_closecb(
    struct evhttp_connection *, void (*)(struct evhttp_connection *, void *), void *);

/* EVHTTP_REQ_GET | EVHTTP_REQ_HEAD, EV_PERSIST */
static const unsigned short labbook_get_and_head = (1 << 0) | (1 << 2);
static const short labbook_persist = 0x10;
#endif
