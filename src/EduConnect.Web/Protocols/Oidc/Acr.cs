using EduConnect.Core.Federation.Registry;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>Values of <c>acr</c>: the profile a person signs in with (federation.md b).</summary>
internal static class Acr
{
    public const string Pupil = "eleve";
    public const string Guardian = "responsable";

    /// <summary>The value for a profile.</summary>
    public static string Of(Audience profile) => profile is Audience.Pupils ? Pupil : Guardian;

    /// <summary>The profile preselected by <c>acr_values</c>: the first known word; null when there is none.</summary>
    public static string? Preselected(IEnumerable<string> words) => words.FirstOrDefault(word => word is Pupil or Guardian);
}
