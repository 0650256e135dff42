using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Design;

/// <summary>
/// Gives every localized text the spaces French wants before two-part punctuation and inside guillemets: unbreakable, so that no line
/// begins with one. Texts are written with ordinary spaces.
/// </summary>
internal sealed partial class FrenchSpacing(IStringLocalizer texts) : IStringLocalizer
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    public LocalizedString this[string name] => With(texts[name]);

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var template = With(texts[name]);
            return new LocalizedString(name, string.Format(CultureInfo.CurrentCulture, template.Value, arguments), template.ResourceNotFound);
        }
    }

    /// <summary>The text with its unbreakable spaces.</summary>
    public static string Apply(string text) => Known.GetOrAdd(text, Spaced);

    /// <summary>The same for a text that need not be remembered: long, or written by people.</summary>
    public static string Spaced(string text) => Breakable().Replace(text, "\u00a0");

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures).Select(With);

    private static LocalizedString With(LocalizedString text) => new(text.Name, Apply(text.Value), text.ResourceNotFound);

    [GeneratedRegex(@"(?<=\S) (?=[:;?!»])|(?<=«) ")]
    private static partial Regex Breakable();
}

/// <summary>Puts <see cref="FrenchSpacing"/> around the framework's localizers.</summary>
internal sealed class FrenchSpacingFactory(ResourceManagerStringLocalizerFactory resources) : IStringLocalizerFactory
{
    public IStringLocalizer Create(Type resourceSource) => new FrenchSpacing(resources.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) => new FrenchSpacing(resources.Create(baseName, location));
}
