using System.Text.RegularExpressions;

namespace EduConnect.Core.Schools.Addresses;

/// <summary>What an address in letters must look like: families type it from paper, at home.</summary>
public static partial class SchoolAddressRules
{
    /// <summary>Longest address: more does not fit a card of eight to a page.</summary>
    public const int Longest = 100;

    private const string Scheme = "https://";
    private const string Punycode = "xn--";
    private static readonly string[] PrivateEndings = [".localhost", ".local", ".internal", ".intranet", ".lan", ".arpa"];

    /// <summary>The address as it is kept, with <c>https://</c> when none was typed; null when it is not one that families can open.</summary>
    /// <param name="typed">as typed; blanks around it are dropped</param>
    public static string? Parse(string? typed)
    {
        var text = (typed ?? string.Empty).Trim();
        var address = text.Contains("://", StringComparison.Ordinal) ? text : Scheme + text;
        return address.Length <= Longest && Form().IsMatch(address) && Uri.TryCreate(address, UriKind.Absolute, out var uri) && IsPublic(uri) ? address : null;
    }

    // Numbers, and names of a network of one's own, open nothing at home; a name that stands for other signs than it is written with can look like another one (S-LG1).
    private static bool IsPublic(Uri address) =>
        address.HostNameType == UriHostNameType.Dns && !PrivateEndings.Any(ending => address.Host.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        && !address.Host.Split('.').Any(label => label.StartsWith(Punycode, StringComparison.OrdinalIgnoreCase));

    // A host with a dot whose last label is letters, then a plain path: no user, no port, no fragment, nothing that is markup in a mail or a letter.
    [GeneratedRegex(@"^(?i:https)://([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}(/[A-Za-z0-9._~%/+=&?,;:-]*)?\z")]
    private static partial Regex Form();
}
