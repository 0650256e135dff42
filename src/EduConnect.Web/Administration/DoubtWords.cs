using EduConnect.Core.Guardians.Doubts;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>Why two guardians, or two pupils, may be one person, in words.</summary>
internal static class DoubtWords
{
    private static readonly SharedFacts[] Facts = [SharedFacts.Mobile, SharedFacts.Mail, SharedFacts.Child];

    /// <summary>What is alike, then what is common: <c>Mêmes nom et prénom, même élève</c>.</summary>
    public static string Reason(NameLikeness names, SharedFacts shared, IStringLocalizer<AdministrationTexts> texts)
    {
        var common = shared == SharedFacts.None ? [SharedFacts.None] : Facts.Where(fact => shared.HasFlag(fact));
        return string.Join(", ", common.Select(fact => texts["Doubt." + fact].Value).Prepend(texts["Doubt." + names].Value));
    }

    /// <summary>Why two pupils may be one child.</summary>
    public static string Reason(bool areAlike, IStringLocalizer<AdministrationTexts> texts) => texts[areAlike ? "Doubt.PupilsAlike" : "Doubt.PupilsIne"];
}
