using System.Text.RegularExpressions;

namespace EduConnect.Web.Tests.Hosting;

/// <summary>An address that a route takes: its parameters filled with something of their kind that nobody has.</summary>
internal static class RouteAddress
{
    /// <summary>The address.</summary>
    public static string Of(string pattern) => Regex.Replace(pattern, @"\{(\w+)(?:[^{}]|\{[^{}]*\})*\}", match => match.Groups[1].Value switch
    {
        "profile" => "responsable",
        "code" => "500",
        "name" => "informer",
        "academie" => "rennes",
        "uai" => "9990001A",
        "list" => "eleves",
        "number" => "1",
        "act" when pattern.Contains("faq", StringComparison.Ordinal) => "retirer",
        "act" => pattern.Contains("campagnes", StringComparison.Ordinal) ? "annuler" : "fermer",
        "degree" => "2d",
        "answer" => "appliquer",
        "token" => new string('x', 43),
        _ => "0f0f0f0f-0f0f-0f0f-0f0f-0f0f0f0f0f0f",
    });
}
