namespace EduConnect.Core.Federation.Registry;

/// <summary>What an address a browser is sent to must look like (RFC 6749 §3.1.2, RFC 9700 §2.1).</summary>
public static class RedirectAddress
{
    /// <summary>Null when the address may be registered, otherwise the reason in one English sentence.</summary>
    public static string? Breach(string address)
    {
        if (address.Length > 2000 || address.Any(sign => sign is <= ' ' or > '~'))
        {
            return $"'{address}' is too long or has a sign that an address cannot have.";
        }

        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
        {
            return $"'{address}' is not an absolute web address.";
        }

        if (uri.Scheme == "http" && !uri.IsLoopback)
        {
            return $"'{address}' must use https.";
        }

        if (address.Contains('#'))
        {
            return $"'{address}' must not have a fragment.";
        }

        return uri.UserInfo.Length > 0 || address.Contains('*')
            ? $"'{address}' must not have a user name or a wildcard."
            : null;
    }

    /// <summary>Scheme, host and port of an address as browsers send them in <c>Origin</c>; null for what has none.</summary>
    public static string? OriginOf(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;
}
