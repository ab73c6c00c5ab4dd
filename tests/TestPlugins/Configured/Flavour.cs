namespace Configured;

public enum Flavour
{
    Plain,
    Sweet,
}
