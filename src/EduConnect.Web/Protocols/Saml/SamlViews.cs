using EduConnect.Core.Federation.Registry;
using EduConnect.Web.Protocols.Saml.Messages;
using EduConnect.Web.Protocols.Saml.Views;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace EduConnect.Web.Protocols.Saml;

/// <summary>The pages of the identity provider. Their words are in <c>Views</c>.</summary>
internal sealed class SamlViews(IModelMetadataProvider metadata)
{
    /// <summary>A refusal that cannot be told to the service: what happened and what to do, with a reference for support.</summary>
    public Task ErrorAsync(HttpContext http, SamlError error, Service? service)
    {
        RefusalLog.Note(http, error.Id, service);
        return ShowAsync(http, "Error", new SamlErrorView(error, service?.Name, SamlPaths.IsLogout(http.Request.Path)), StatusCodes.Status400BadRequest);
    }

    /// <summary>Shows a view.</summary>
    public Task ShowAsync<TModel>(HttpContext http, string view, TModel model, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = "no-store";
        var result = new ViewResult
        {
            ViewName = $"/Protocols/Saml/Views/{view}.cshtml",
            StatusCode = status,
            ViewData = new ViewDataDictionary<TModel>(metadata, new ModelStateDictionary()) { Model = model },
        };
        return result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));
    }
}
