namespace EduConnect.Core.Platform;

/// <summary>What an operator decides about the whole service; section <c>Service</c> of the settings.</summary>
public sealed class ServiceOptions
{
    /// <summary>
    /// The one public address of the service, without a final slash. Links in mails, the OpenID issuer and cookies are built from it, never from a request (S-RC2).
    /// </summary>
    public string PublicOrigin { get; set; } = "http://localhost:5080";

    /// <summary>True when people and schools are invented: the screens, letters and mails say so.</summary>
    public bool Demonstration { get; set; }

    /// <summary>Folder of everything that is not in a database: keys, deposit folders, SQLite files by default.</summary>
    public string DataFolder { get; set; } = "data";

    /// <summary>Where the portal of online services is; legal guardians' letters carry it (domain 10.12). Empty: <see cref="PublicOrigin"/>.</summary>
    public string PortalAddress { get; set; } = string.Empty;

    /// <summary>First day of the school year, for "connectés depuis le …" (domain 2.8); null, or a day of another school year: 1 September.</summary>
    public DateOnly? SchoolYearStart { get; set; }

    /// <summary>Mails to families and schools come from this address.</summary>
    public string MailFrom { get; set; } = "ne-pas-repondre@educonnect.example";

    /// <summary>The name shown beside <see cref="MailFrom"/> (rows #77, #96); empty: none.</summary>
    public string MailSenderName { get; set; } = "Administrateur des services en ligne";

    /// <summary>Where people find the assistance of their académie; mails say it (row #96).</summary>
    public string ContactAddress => PublicOrigin + "/aide/contacts";

    /// <summary>True when the public origin is https: cookies are then Secure with the <c>__Host-</c> prefix.</summary>
    public bool IsSecure => PublicOrigin.StartsWith("https://", StringComparison.OrdinalIgnoreCase);
}
