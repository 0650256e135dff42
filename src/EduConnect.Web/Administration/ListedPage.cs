using EduConnect.Core.Agents;
using EduConnect.Core.Platform;
using EduConnect.Core.Schools.Lists;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Administration;

/// <summary>A page about a list of the school, or about somebody in it. Its address keeps the search of the list, so that the way back does.</summary>
internal abstract class ListedPage(ReadOnlyMode readOnly, IStringLocalizer<AdministrationTexts> texts) : SchoolPage
{
    /// <summary>Sentences by name.</summary>
    protected IStringLocalizer<AdministrationTexts> Texts => texts;

    /// <summary>The list.</summary>
    public ListKind Kind { get; private set; }

    /// <summary>The search it was opened from.</summary>
    public ListQuery Query { get; private set; } = null!;

    /// <summary>Whether modifying is refused now (domain 15.2).</summary>
    public bool IsReadOnly => readOnly.IsOn;

    /// <summary>Until when and why.</summary>
    public string ReadOnlyReason => ReadOnlyWords.Reason(readOnly, texts);

    /// <summary>Whether accounts have a detail here: Dépannage shows nothing about guardians, and has none.</summary>
    protected bool HasDetail => Scope.Module == AgentModule.Administration;

    /// <summary>The list as the agent left it.</summary>
    public string ListAddress => ListRoot + Query.Suffix;

    /// <summary>The list without search.</summary>
    protected string ListRoot => $"{Root}/{ListRoutes.Of(Kind)}";

    /// <summary>The detail of an account of this list, or a page below it.</summary>
    public string AddressOf(Guid account, string rest = "") => $"{ListRoot}/{account}{rest}{Query.Suffix}";

    /// <summary>The detail of an account, saying how something ended.</summary>
    protected string OutcomeOf(Guid account, string outcome) => $"{ListRoot}/{account}{Query.With("suite", outcome)}";

    /// <summary>Reads the list and the search of the address.</summary>
    /// <returns>false when this school has no such list</returns>
    protected bool Find(string list)
    {
        Query = ListQuery.Read(Request.Query);
        if (ListRoutes.Find(list, Scope.School.Degree) is not { } kind)
        {
            return false;
        }

        Kind = kind;
        return true;
    }
}
