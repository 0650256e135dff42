namespace EduConnect.Web.Design;

/// <summary>
/// What the operator says of itself on the pages: configuration section <c>Presentation</c>. Nothing of the State's is set by default
/// (domain.md §17); a value left out is shown as not yet given.
/// </summary>
public sealed class PresentationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Presentation";

    /// <summary>Whether the strip that says that people and schools are invented stands above every page.</summary>
    public bool Demonstration { get; set; }

    /// <summary>The last line of the footer.</summary>
    public string? FooterNote { get; set; }

    /// <summary>Addresses in the footer of the families' pages, after the legal ones.</summary>
    public IList<FooterLink> Links { get; } = [];

    /// <summary>Who publishes the service: name, legal form, address.</summary>
    public string? Publisher { get; set; }

    /// <summary>The person answerable for what is published.</summary>
    public string? PublicationDirector { get; set; }

    /// <summary>Who hosts the service: name, address, telephone.</summary>
    public string? Host { get; set; }

    /// <summary>The data controller.</summary>
    public string? DataController { get; set; }

    /// <summary>How to reach the data protection officer.</summary>
    public string? DataProtectionOfficer { get; set; }

    /// <summary>How to report a page that cannot be used (mail address or web page).</summary>
    public string? AccessibilityContact { get; set; }

    /// <summary>The state of conformity that an audit found, in words; null while no audit was made.</summary>
    public string? AccessibilityConformity { get; set; }

    /// <summary>Whether the portal is marked BETA (row #20): the operator says so while it is provisional.</summary>
    public bool PortalIsBeta { get; set; }

    /// <summary>What the schools of the 2nd degree call the tool that gives delegations, <c>DELEG-CE2</c> for one (row #8); null: it has no name of its own.</summary>
    public string? DelegationTool { get; set; }

    /// <summary>The guide for school staff, opened from the footer of their pages.</summary>
    public Uri? StaffGuide { get; set; }
}

/// <summary>One configured link.</summary>
public sealed class FooterLink
{
    /// <summary>The words shown.</summary>
    public string Text { get; set; } = "";

    /// <summary>Where it leads.</summary>
    public string Address { get; set; } = "";
}
