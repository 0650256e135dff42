using System.Text.RegularExpressions;
using EduConnect.Core.Accounts;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Federation.Registry;

namespace EduConnect.Core.Activation.Transition;

/// <summary>What a former system must be before it is entered. Each breach is one English sentence for the operator.</summary>
public static partial class FormerSystemRules
{
    /// <summary>Whether a text can be the code of a system at all.</summary>
    public static bool IsCode(string? text) => text is not null && Code().IsMatch(text);

    /// <summary>All the breaches; empty when it may be entered.</summary>
    public static IReadOnlyList<string> Breaches(FormerSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        List<string> breaches = [];
        Require(IsCode(system.Code), "The identifier must be 1 to 60 lower-case letters, digits, dots and hyphens.");
        Require(system.Name.Trim().Length > 0 && system.Name.Length <= 80 && !system.Name.Any(char.IsControl), "The name must be 1 to 80 characters on one line.");
        Require(system.Mode is ActivationMode.Aten or ActivationMode.Ent, "The kind must be aten or ent.");
        Require(system.Academies.Count + system.Schools.Count > 0, "At least one academie or school must be named.");
        breaches.AddRange(system.Academies.Where(code => AcademieCode.Parse(code) != code).Select(code => $"'{code}' is not the code of an academie (two digits)."));
        breaches.AddRange(system.Schools.Where(uai => Uai.Parse(uai) != uai).Select(uai => $"'{uai}' is not a UAI."));
        breaches.AddRange(system.ReturnAddresses.Select(RedirectAddress.Breach).OfType<string>());
        if (FormerSystemKeys.Breach(system.PublicKeys) is { } breach)
        {
            breaches.Add(breach);
        }

        return breaches;

        void Require(bool holds, string sentence)
        {
            if (!holds)
            {
                breaches.Add(sentence);
            }
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,59}\z")]
    private static partial Regex Code();
}
