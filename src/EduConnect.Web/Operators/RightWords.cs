using EduConnect.Core.Agents;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>Rights of agents as the operators' pages say them.</summary>
internal static class RightWords
{
    /// <summary><c>Administration des comptes, ECT_ADMIN_045_1D</c>.</summary>
    public static string Of(IStringLocalizer<OperatorTexts> texts, AgentRight right)
    {
        string module = texts[right.IsHead ? "Right.Module.Head" : "Right.Module." + right.Module];
        return Place(texts, right) is { Length: > 0 } place ? $"{module}, {place}" : module;
    }

    private static string Place(IStringLocalizer<OperatorTexts> texts, AgentRight right) => right switch
    {
        { Uai: { } uai } => uai,
        { Circonscription: { } id } => texts["Place.Circonscription", $"{right.Departement}/{id}"],
        { Module: AgentModule.Statistics, Departement: not null, Degree: null } or { Module: AgentModule.Administration, Departement: not null, Degree: not null } =>
            new AgentGroup(right.Module, right.Departement, right.Degree).ToName(),
        { Departement: { } departement } => texts["Place.Departement", departement, right.Degree is { } degree ? texts["Degree." + degree].Value : texts["Place.Both"].Value],
        _ => string.Empty,
    };
}
