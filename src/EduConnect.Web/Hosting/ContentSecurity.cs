using System.Security.Cryptography;

namespace EduConnect.Web.Hosting;

/// <summary>
/// The content security policy of one answer (S-HD1). Pages take the nonce from it and name the sites that one of their forms may
/// end up at: browsers apply <c>form-action</c> to the redirect that follows a form, too.
/// </summary>
public sealed class ContentSecurity
{
    private readonly SortedSet<string> formTargets = new(StringComparer.Ordinal);
    private readonly SortedSet<string> frames = new(StringComparer.Ordinal);

    /// <summary>The value that lets the scripts of this answer run: 128 random bits.</summary>
    public string Nonce { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>The policy of a request; made on first use.</summary>
    public static ContentSecurity Of(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Features.Get<ContentSecurity>() is not { } policy)
        {
            context.Features.Set(policy = new ContentSecurity());
        }

        return policy;
    }

    /// <summary>Lets the page's forms end at the origin of an address, for instance a client's <c>redirect_uri</c>.</summary>
    /// <param name="address">
    /// An absolute http or https address, or one of an installed application's own scheme, which holds a dot (RFC 8252 §7.1); already
    /// checked against the registered ones. Its path is ignored.
    /// </param>
    /// <exception cref="ArgumentException">The address is relative or of another scheme.</exception>
    public void AllowFormAction(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var target = address switch
        {
            { IsAbsoluteUri: false } => null,
            { Scheme: "http" or "https" } => address.GetLeftPart(UriPartial.Authority),
            { Scheme: var scheme } when scheme.Contains('.', StringComparison.Ordinal) => scheme + ":",
            _ => null,
        };
        formTargets.Add(target ?? throw new ArgumentException("A form may only end at a web page or an installed application.", nameof(address)));
    }

    /// <summary>
    /// Lets a form that carries a message to a registered address go on from there to any site: browsers hold every redirect that follows a form against
    /// <c>form-action</c>, and services send people on as they like (ADR 0030). For pages whose forms have no other target.
    /// </summary>
    /// <param name="address">as for <see cref="AllowFormAction"/></param>
    public void AllowFormToGoOn(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        AllowFormAction(address);
        formTargets.Add("https:");
        if (address is { Scheme: "http", IsLoopback: true })
        {
            formTargets.UnionWith(["http://localhost:*", "http://127.0.0.1:*"]);
        }
    }

    /// <summary>Lets the page show a frame of the origin of an http or https address, for instance the sign-out address of a service, which leads back here.</summary>
    /// <param name="address">absolute, and already checked against the registered ones</param>
    public void AllowFrame(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        frames.Add(address.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>The header's value.</summary>
    public override string ToString() =>
        $"default-src 'none'; script-src 'nonce-{Nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
        $"connect-src 'self'; form-action {string.Join(' ', formTargets.Prepend("'self'"))}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; " +
        (frames.Count == 0 ? string.Empty : $"frame-src 'self' {string.Join(' ', frames)}; ") +
        $"report-to {PolicyReports.Group}";
}
