package io.akkord.edge;

/** What a route asks of its caller, before its endpoint sees the request. */
enum Needs {
    /** Nothing: pages, the contract, the health of the process. Tokens are not looked at. */
    NOTHING,
    /** A caller who is known; the endpoint says what they see. */
    KNOWN,
    /** To read the object in the path. */
    READ,
    /** To write it. */
    WRITE,
    /** To administrate everything in the caller's tenant. */
    TENANT,
    /** To administrate everything, without a tenant: whoever runs the server. */
    OPERATOR
}
