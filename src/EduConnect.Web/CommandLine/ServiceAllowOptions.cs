using System.CommandLine;
using EduConnect.Core.Federation.Reception;

namespace EduConnect.Web.CommandLine;

/// <summary>The options that say whom a service receives, the same in <c>service add</c> and <c>service allow</c>.</summary>
internal sealed class ServiceAllowOptions
{
    private readonly Option<string?> _profiles = OptionOf.Word("--profiles", "Who may enter.", ServiceText.Audiences.Keys);
    private readonly Option<string?> _degree = OptionOf.Word("--degree", "Degree of the pupils, and of the guardians' children, who may enter.", ServiceText.Degrees.Keys);
    private readonly Option<string[]> _schools = OptionOf.Many("--school", "UAI of a school whose pupils and guardians may enter; may be repeated.");
    private readonly Option<bool> _all = new("--all-schools") { Description = "Any school." };

    public void AddTo(Command command)
    {
        command.Add(_profiles);
        command.Add(_degree);
        command.Add(_schools);
        command.Add(_all);
    }

    /// <summary>What was said; null with the reason when it makes no sense.</summary>
    public ReceptionChange? Read(ParseResult result, out string? reason)
    {
        var schools = result.GetValue(_schools) is { Length: > 0 } named ? named : null;
        reason = schools is not null && result.GetValue(_all) ? "Say either --school or --all-schools." : null;
        return reason is not null ? null : new ReceptionChange(
            result.GetValue(_profiles) is { } profiles ? ServiceText.Audiences[profiles] : null,
            result.GetValue(_degree) is { } degree ? ServiceText.Degrees[degree] : null,
            result.GetValue(_all) ? [] : schools?.Select(school => school.Trim().ToUpperInvariant()).Distinct(StringComparer.Ordinal).ToList());
    }
}
