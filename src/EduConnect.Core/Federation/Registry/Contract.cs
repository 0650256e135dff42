namespace EduConnect.Core.Federation.Registry;

/// <summary>How a service proves itself at the token endpoint (OpenID Connect Core §9).</summary>
public enum ClientAuthenticationMethod
{
    /// <summary>A public client: no secret, PKCE only.</summary>
    None = 0,

    /// <summary><c>client_secret_basic</c>: HTTP Basic (RFC 6749 §2.3.1).</summary>
    SecretBasic = 1,

    /// <summary><c>client_secret_post</c>: in the form (RFC 6749 §2.3.1).</summary>
    SecretPost = 2,

    /// <summary><c>private_key_jwt</c>: a signed assertion (RFC 7523 §2.2).</summary>
    PrivateKeyJwt = 3,
}

/// <summary>Whether a service must send a proof key (RFC 7636). A key that is sent is always verified.</summary>
public enum PkcePolicy
{
    /// <summary>Always; the only choice of a public client.</summary>
    Required = 0,

    /// <summary>A request with a <c>nonce</c> may go without (RFC 9700 §2.1.1, confidential clients).</summary>
    NonceInstead = 1,

    /// <summary>Never demanded: only for running the Basic OP certification plan, whose clients know no PKCE.</summary>
    Optional = 2,
}

/// <summary>Signature algorithm of the identity tokens of a service (RFC 7518 §3).</summary>
public enum TokenSigning
{
    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, key of 3,072 bits.</summary>
    RS256 = 0,

    /// <summary>ECDSA on P-256 with SHA-256: about twelve times cheaper.</summary>
    ES256 = 1,
}

/// <summary>The profiles a service is made for; one value alone also names the profile of a session.</summary>
[Flags]
public enum Audience
{
    /// <summary>Nobody: not a valid contract.</summary>
    Nobody = 0,

    /// <summary>Élèves.</summary>
    Pupils = 1,

    /// <summary>Responsables d'élèves.</summary>
    Guardians = 2,

    /// <summary>Both.</summary>
    Everybody = Pupils | Guardians,
}

/// <summary>The degrees a service is made for.</summary>
[Flags]
public enum DegreeSet
{
    /// <summary>None: not a valid contract.</summary>
    None = 0,

    /// <summary>Primary (écoles).</summary>
    First = 1,

    /// <summary>Secondary (collèges, lycées).</summary>
    Second = 2,

    /// <summary>Both.</summary>
    Both = First | Second,
}
