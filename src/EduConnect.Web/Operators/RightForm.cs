using System.Globalization;
using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>A right as an operator types it: what, where, until which day of Paris.</summary>
public sealed class RightForm
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d/M/yyyy", "d-M-yyyy"];

    /// <summary>What: <c>groupe</c>, <c>chef</c>, <c>etablissement</c>, <c>depannage</c>, <c>ien</c> or <c>exploitation</c>.</summary>
    public string? Kind { get; set; }

    /// <summary>Name of the group, UAI, or circonscription.</summary>
    public string? Where { get; set; }

    /// <summary>Last day; empty without end.</summary>
    public string? End { get; set; }

    /// <summary>The rights; null after saying on the fields what is wrong.</summary>
    internal IReadOnlyList<NewRight>? Read(string prefix, ModelStateDictionary state, IStringLocalizer<OperatorTexts> texts)
    {
        var end = LastInstant(prefix, state, texts);
        if (Kind is not ("groupe" or "chef" or "etablissement" or "depannage" or "ien" or "exploitation"))
        {
            state.AddModelError(prefix + nameof(Kind), texts["Right.Kind"]);
        }
        else if (Kind != "exploitation" && string.IsNullOrWhiteSpace(Where))
        {
            state.AddModelError(prefix + nameof(Where), texts["Right.Where." + Kind]);
        }

        if (!state.IsValid)
        {
            return null;
        }

        try
        {
            return [.. Rights().Select(right => right with { EndsAt = end })];
        }
        catch (AgentRefusedException refused)
        {
            Say(refused.Reason, prefix, state, texts);
            return null;
        }
    }

    /// <summary>Says a refusal on the field it is about.</summary>
    internal static void Say(AgentRefusal reason, string prefix, ModelStateDictionary state, IStringLocalizer<OperatorTexts> texts) =>
        state.AddModelError(prefix + (reason switch { AgentRefusal.Over => nameof(End), AgentRefusal.Other or AgentRefusal.Own => nameof(Kind), _ => nameof(Where) }), texts["Agent.Refused." + reason]);

    private IReadOnlyList<NewRight> Rights()
    {
        var where = (Where ?? string.Empty).Trim();
        return Kind switch
        {
            "groupe" => [NewRight.OfGroup(where)],
            "chef" => NewRight.OfHead([where]),
            "etablissement" => [new NewRight(AgentModule.Administration, Uai: where.ToUpperInvariant())],
            "depannage" => [new NewRight(AgentModule.PupilSupport, Uai: where.ToUpperInvariant())],
            "ien" => [NewRight.OfInspector(where)],
            _ => [new NewRight(AgentModule.Operations)],
        };
    }

    // The last day counts whole, on a Paris clock.
    private DateTime? LastInstant(string prefix, ModelStateDictionary state, IStringLocalizer<OperatorTexts> texts)
    {
        if (string.IsNullOrWhiteSpace(End))
        {
            return null;
        }

        if (DateOnly.TryParseExact(End.Trim(), Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return ParisTime.ToUtc(day.AddDays(1).ToDateTime(TimeOnly.MinValue));
        }

        state.AddModelError(prefix + nameof(End), texts["Window.Day"]);
        return null;
    }
}
