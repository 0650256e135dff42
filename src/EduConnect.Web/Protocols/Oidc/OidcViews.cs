using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Hosting;
using EduConnect.Web.Protocols.Oidc.Authorize;
using EduConnect.Web.Protocols.Oidc.Logout;
using EduConnect.Web.Protocols.Oidc.Messages;
using EduConnect.Web.Protocols.Oidc.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace EduConnect.Web.Protocols.Oidc;

/// <summary>The pages of the provider. Their words are in <c>Views</c>.</summary>
internal sealed class OidcViews(IModelMetadataProvider metadata)
{
    /// <summary>A refusal that cannot be sent to the service: what happened and what to do, with a reference for support.</summary>
    public Task ErrorAsync(HttpContext http, OidcError error, Service? service)
    {
        RefusalLog.Note(http, error.Id, service);
        return ShowAsync(http, "Error", new ErrorView(error, service?.Name), error.Status is StatusCodes.Status503ServiceUnavailable ? error.Status : StatusCodes.Status400BadRequest);
    }

    /// <summary>The service does not receive the person: why, and the ways out. The same page for every protocol.</summary>
    public Task NotReceivedAsync(HttpContext http, NotReceivedView view) =>
        ShowAsync(http, "NotReceived", view, StatusCodes.Status403Forbidden);

    /// <summary>What will be told to the service: yes or no.</summary>
    public Task ConsentAsync(HttpContext http, AuthorizeRequest request)
    {
        var policy = ContentSecurity.Of(http);
        policy.AllowFormAction(new Uri(request.RedirectUri!));
        return ShowAsync(http, "Consent", ConsentView.Of(request), StatusCodes.Status200OK);
    }

    /// <summary>A form that takes the browser to the service, by itself or by its button.</summary>
    public Task FormPostAsync(HttpContext http, string address, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        var policy = ContentSecurity.Of(http);
        policy.AllowFormToGoOn(new Uri(address));
        return ShowAsync(http, "FormPost", new FormPostView(address, fields, policy.Nonce), StatusCodes.Status200OK);
    }

    /// <summary>A page that goes on to another site by itself, without a script, or by its link.</summary>
    public Task LeavingAsync(HttpContext http, string address)
    {
        http.Response.Headers["Refresh"] = "0;url=" + address;
        return ShowAsync(http, "Leaving", new LeavingView(address), StatusCodes.Status200OK);
    }

    /// <summary>Sign out, yes or stay.</summary>
    public Task ConfirmLogoutAsync(HttpContext http, LogoutRequest request)
    {
        if (request.ReturnAddress is { } address)
        {
            ContentSecurity.Of(http).AllowFormAction(new Uri(address));
        }

        var fields = request.Parameters.All().Where(pair => LogoutRequest.Names.Contains(pair.Key)).ToList();
        return ShowAsync(http, "ConfirmLogout", new ConfirmLogoutView(request.Service?.Name, fields), StatusCodes.Status200OK);
    }

    /// <summary>Signed out, nowhere to go.</summary>
    public Task LoggedOutAsync(HttpContext http, Service? service) =>
        ShowAsync(http, "LoggedOut", new LoggedOutView(service?.Name), StatusCodes.Status200OK);

    private Task ShowAsync<TModel>(HttpContext http, string view, TModel model, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        var result = new ViewResult
        {
            ViewName = $"/Protocols/Oidc/Views/{view}.cshtml",
            StatusCode = status,
            ViewData = new ViewDataDictionary<TModel>(metadata, new ModelStateDictionary()) { Model = model },
        };
        return result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
    }
}
