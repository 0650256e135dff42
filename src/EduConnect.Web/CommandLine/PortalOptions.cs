using System.CommandLine;
using EduConnect.Core.Directory;
using EduConnect.Core.Portal;
using EduConnect.Web.Design;

namespace EduConnect.Web.CommandLine;

/// <summary>The words of <c>portal add</c> and <c>portal edit</c>; what is left out of an edit stays as it was.</summary>
internal sealed class PortalOptions(bool isNew)
{
    private readonly Option<string?> _name = new("--name") { Description = "Name shown to families.", Required = isNew };
    private readonly Option<string?> _address = new("--address") { Description = "Web address it leads to.", Required = isNew };
    private readonly Option<string?> _note = new("--note") { Description = "A second, smaller line; empty removes it." };
    private readonly Option<string?> _icon = OptionOf.Word("--icon", "Drawing beside the name ('grid' at first).", Icons.Names.Where(name => !name.StartsWith("state-", StringComparison.Ordinal)));
    private readonly Option<string?> _profiles = OptionOf.Word("--profiles", "Who sees it ('tous' at first).", ServiceText.Audiences.Keys);
    private readonly Option<string?> _degree = OptionOf.Word("--degree", "The only degree it is for, or 'both' (at first).", ["1D", "2D", "both"]);
    private readonly Option<string[]> _academies = OptionOf.Many("--academie", "Code of an academie it is for; may be repeated; 'all' removes them.");
    private readonly Option<string[]> _schools = OptionOf.Many("--school", "UAI of a school it is for; may be repeated; 'all' removes them.");
    private readonly Option<int?> _position = new("--position") { Description = "Place on the page, small numbers first (100 at first)." };
    private readonly Option<bool?> _shown = new("--shown") { Description = "Whether it is shown: true (at first) or false." };

    public Argument<string> Code { get; } = new("code") { Description = "What operators call it: lower-case letters, digits, hyphens." };

    public Option<string?> Data { get; } = DataOption.Create();

    public void AddTo(Command command)
    {
        command.Add(Code);
        foreach (var option in new Option[] { _name, _address, _note, _icon, _profiles, _degree, _academies, _schools, _position, _shown, Data })
        {
            command.Add(option);
        }
    }

    /// <summary>The service as the words describe it.</summary>
    public PortalService Read(ParseResult result, PortalService? former)
    {
        var service = new PortalService { Code = result.GetRequiredValue(Code), Name = result.GetValue(_name) ?? former?.Name ?? string.Empty, Address = result.GetValue(_address) ?? former?.Address ?? string.Empty };
        service.Note = result.GetValue(_note) ?? former?.Note ?? service.Note;
        service.Icon = result.GetValue(_icon) ?? former?.Icon ?? service.Icon;
        service.Audience = result.GetValue(_profiles) is { } profiles ? ServiceText.Audiences[profiles] : former?.Audience ?? service.Audience;
        service.Degree = result.GetValue(_degree) is { } degree ? DegreeCode.Parse(degree) : former?.Degree;
        service.Academies = List(result.GetValue(_academies), former?.Academies, code => AcademieCode.Parse(code) ?? code);
        service.Schools = List(result.GetValue(_schools), former?.Schools, uai => uai.ToUpperInvariant());
        service.Position = result.GetValue(_position) ?? former?.Position ?? service.Position;
        service.IsShown = result.GetValue(_shown) ?? former?.IsShown ?? service.IsShown;
        return service;
    }

    private static IReadOnlyList<string> List(string[]? words, IReadOnlyList<string>? former, Func<string, string> write) =>
        words is null or [] ? former ?? [] : [.. words.Where(word => word != "all").Select(write).Distinct(StringComparer.Ordinal)];
}
