using EduConnect.Core.PupilSupport;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace EduConnect.Web.PupilSupport;

/// <summary>The pages of Administration des comptes that Dépannage has too (row #218), for the list of pupils only. A page that is not here stays out of it.</summary>
internal static class PupilSupportRoutes
{
    private const string School = "depannage/{uai:length(8)}";
    private const string Pupils = School + "/{list:regex(^eleves$)}";

    private static readonly Dictionary<string, string> Shared = new(StringComparer.Ordinal)
    {
        ["/Administration/Index"] = "depannage",
        ["/Administration/Inform"] = Pupils + "/informer",
        ["/Administration/Information"] = School + "/informations/{id:guid}",
        ["/Administration/Sheets"] = School + "/informations/{id:guid}/feuilles",
        ["/Administration/ListAccounts"] = Pupils + "/lister",
        ["/Administration/ListFile"] = Pupils + "/lister/fichier",
        ["/Administration/Reset"] = Pupils + "/reinitialiser",
        ["/Administration/ResetResult"] = School + "/reinitialisations/{id:guid}",
    };

    /// <summary>Gives a page its second address.</summary>
    public static void Share(PageRouteModel page)
    {
        if (Shared.TryGetValue(page.ViewEnginePath, out var template))
        {
            page.Selectors.Add(new SelectorModel { AttributeRouteModel = new AttributeRouteModel { Template = template } });
        }
    }

    /// <summary>The function of Dépannage that a page belongs to, when operators can switch it off (row #17).</summary>
    public static PupilSupportFunction? FunctionOf(string? page) => page switch
    {
        "/Administration/Inform" or "/Administration/Sheets" => PupilSupportFunction.Inform,
        "/Administration/ListAccounts" or "/Administration/ListFile" => PupilSupportFunction.List,
        _ => null,
    };

    /// <summary>What says in the address of the list that a function is switched off.</summary>
    public static string WordOf(PupilSupportFunction function) => function == PupilSupportFunction.Inform ? "informer" : "lister";
}
