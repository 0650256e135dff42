namespace EduConnect.Web.Design;

/// <summary>
/// What the page tells the layout around it. One per request; every page has it as <c>Frame</c>.
/// </summary>
public sealed class PageFrame
{
    /// <summary>The page's title: the browser's tab and, through <c>page-head</c>, the only h1.</summary>
    public string? Title { get; set; }

    /// <summary>Family pages: the full width of 1,136 px instead of one column of 600 px.</summary>
    public bool Wide { get; set; }

    /// <summary>Whether the service's purpose stands under its name in the header of family pages.</summary>
    public bool Tagline { get; set; } = true;

    /// <summary>Whether the page is marked BETA beside the mark, in the place of the tagline.</summary>
    public bool IsBeta { get; set; }

    /// <summary>Style sheets that only this page needs, by their plain names (<c>help.css</c>).</summary>
    public IList<string> Sheets { get; } = [];

    /// <summary>Where the sign-out form is posted; null where nobody is signed in.</summary>
    public string? SignOutPath { get; set; }

    /// <summary>The signed-in person's own account; null leaves the link out.</summary>
    public string? AccountPath { get; set; }

    /// <summary>The signed-in person's portal; null leaves the link out.</summary>
    public string? PortalPath { get; set; }

    /// <summary>Staff pages: the module's name under the mark.</summary>
    public string? Module { get; set; }

    /// <summary>Staff pages: where the mark and the module's name lead.</summary>
    public string HomePath { get; set; } = "/";

    /// <summary>Staff pages: name and town of the school being administered; null before one is chosen.</summary>
    public string? School { get; set; }

    /// <summary>Staff pages: the school's UAI.</summary>
    public string? Uai { get; set; }

    /// <summary>Staff pages: who is signed in, as shown beside the school.</summary>
    public string? Agent { get; set; }

    /// <summary>Staff pages: where another school is chosen; null when the agent has only one.</summary>
    public string? ChangeSchoolPath { get; set; }

    /// <summary>Staff pages: the tab bar, in order; empty draws none.</summary>
    public IList<FrameTab> Tabs { get; } = [];

    /// <summary>Announced or current interruptions and other sentences that stand above the page's own content.</summary>
    public IList<FrameNotice> Notices { get; } = [];

    /// <summary>
    /// Seconds until the session ends for want of activity; null where none is open. The end is announced two minutes before
    /// and can be put off with <see cref="KeepAlivePath"/> (WCAG 2.2.1).
    /// </summary>
    public int? SessionSeconds { get; set; }

    /// <summary>What the page asks for to prolong the session; any 2xx answer will do.</summary>
    public string KeepAlivePath { get; set; } = "/";
}

/// <summary>One tab of the staff pages.</summary>
/// <param name="Label">Its words.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="Current">Whether the page shown belongs to it.</param>
/// <param name="ToHandle">Number of things waiting there; zero shows no badge.</param>
public sealed record FrameTab(string Label, string Path, bool Current, int ToHandle = 0);

/// <summary>One sentence above a page's content.</summary>
/// <param name="Kind"><c>note</c>, <c>warning</c>, <c>failure</c> or <c>success</c>.</param>
/// <param name="Text">The sentence.</param>
public sealed record FrameNotice(string Kind, string Text);
