"""What the indicator cards say beside the docstrings, in both languages.

One :class:`Card` an indicator. A text is a pair, Chinese and English; the formula is common to both.
"""

import contextlib
import doctest
import inspect
import io
from dataclasses import dataclass
from importlib import import_module

__all__ = ["CARDS", "FAMILIES", "Card"]

FAMILIES = {
    "specialization": ("专业化", "Specialisation"),
    "concentration": ("集中", "Concentration"),
    "spatial": ("空间", "Space"),
    "change": ("变化", "Change"),
    "relatedness": ("关联", "Relatedness"),
    "linkages": ("投入产出关联", "Input-output linkages"),
    "scores": ("综合评分", "Composite scores"),
}


@dataclass(frozen=True)
class Card:
    """One indicator: where its function stands, and what a reader must know before using it."""

    family: str
    function: str
    name: tuple
    formula: str
    range: tuple
    edges: tuple
    peers: tuple
    sources: tuple = ()

    @property
    def callable(self):
        return getattr(import_module(f"clusterbook.indicators.{self.family}"), self.function)

    @property
    def docstring(self):
        """The docstring up to its example."""
        return inspect.getdoc(self.callable).partition("\n>>>")[0].strip()

    def worked_example(self):
        """The docstring's example as ``(code, output)``, run now."""
        names = dict(vars(inspect.getmodule(self.callable)))
        code, printed = [], io.StringIO()
        for example in doctest.DocTestParser().get_examples(inspect.getdoc(self.callable)):
            code.append(example.source)
            with contextlib.redirect_stdout(printed):
                exec(compile(example.source, self.function, "single"), names)
        lines = [line.rstrip() for line in printed.getvalue().splitlines()]
        return "".join(code).rstrip(), "\n".join(lines)


CARDS = (
    # Specialisation
    Card(
        "specialization",
        "location_quotient",
        ("区位商", "Location quotient"),
        r"LQ_{ri} = \frac{E_{ri}/E_r}{E_i/E}",
        (
            "从0到$E/E_r$。上限取决于地区大小，所以同一个门槛在大小不同的地区意思不同。",
            "From 0 to $E/E_r$. The ceiling depends on the size of the region, so that one threshold means different things in regions of different size.",
        ),
        (
            "地区或产业合计为零时缺失，并注明是哪一个；单元格小则数值跳动大，应附区间。",
            "Missing where the total of the region or the industry is zero, with the reason; small cells jump about, so show the interval.",
        ),
        (
            "econcomplex的rca与此相同。EconGeo的rca先舍入到两位小数；REAT的locq2在缺一个单元格时中断，其标准化形式减的是地区均值，除的却是产业标准差。",
            "The rca of econcomplex is the same. EconGeo's rca is rounded to two digits; REAT's locq2 stops where a cell is absent, and its standardised form subtracts the mean of regions but divides by the deviation of industries.",
        ),
        ("Hoover1936", "Balassa1965"),
    ),
    Card(
        "specialization",
        "location_quotient_interval",
        ("区位商的自助区间", "Bootstrap interval of the location quotient"),
        r"\{E^*_{ri}\} \sim \mathrm{Multinomial}\left(n/d,\ E_{ri}/E\right),\quad \left[\,LQ^*_{(\alpha/2)},\ LQ^*_{(1-\alpha/2)}\right]",
        ("与区位商相同。", "That of the quotient."),
        (
            "为零的单元格没有区间：从零里抽样永远是零，那不是确知。样本按户或按区块抽取时要给设计效应$d$，数字经过放大时要给实际样本数$n$。",
            "A cell of zero has no interval: sampling from zero gives zero for ever, which is no certainty. Give the design effect $d$ where households or blocks were drawn, and the true number of observations $n$ where figures were scaled up.",
        ),
        (
            "常见的做法是把各地的区位商标准化，超过1.65或1.96就算集群。这样即使毫无集聚，区位商若近于正态，按前一条也总有约百分之五的地区入选，按后一条约有一半那么多。",
            "It is common to standardise the quotients over regions and to call what exceeds 1.65 or 1.96 a cluster. That picks about five per cent of regions by the first and half as many by the second even where nothing clusters, if quotients are near normal.",
        ),
        ("ODonoghueGleave2004", "Tian2013"),
    ),
    Card(
        "specialization",
        "herfindahl",
        ("赫芬达尔指数", "Herfindahl index"),
        r"H_r = \sum_i v_{ri}^2,\qquad H_r^{*} = \frac{H_r - 1/n}{1 - 1/n}",
        (
            "从$1/n$到1；归一化以后从0到1。",
            "From $1/n$ to 1; normalised, from 0 to 1.",
        ),
        (
            "$n$是表中全部产业数，当地没有的也算在内。只有一个产业时归一化形式缺失。产业分得越细，指数越小。",
            "$n$ counts all industries of the table, also those absent in the region. With one industry the normalised form is missing. A finer classification lowers the index.",
        ),
        (
            "econcomplex的hhi默认返回归一化形式，名称上看不出来；这里两种分列两栏。",
            "The hhi of econcomplex returns the normalised form unless told otherwise, and its name does not say so; here the two stand in two columns.",
        ),
        ("EllisonGlaeser1997",),
    ),
    Card(
        "specialization",
        "krugman_specialization",
        ("克鲁格曼专业化指数", "Krugman specialisation index"),
        r"K_r = \sum_i \left\lvert v_{ri} - v_i \right\rvert",
        (
            "从0到2；一半即须换行业的就业所占的份额，从0到1。",
            "From 0 to 2; half of it, from 0 to 1, is the share of activity that would have to change its industry.",
        ),
        (
            "参照是全部地区之和（含本地区）还是其余地区，要写明；本地区越大，两者差得越多。",
            "Say whether the reference is all regions, this one included, or the others; the larger the region, the more the two differ.",
        ),
        (
            "econcomplex、EconGeo以全部地区为参照，与此处的默认相同；REAT两种都有，分在两个函数里。",
            "econcomplex and EconGeo take all regions, as is the default here; REAT has both, in two functions.",
        ),
        ("Krugman1991book",),
    ),
    # Concentration
    Card(
        "concentration",
        "locational_gini",
        ("空间基尼系数", "Locational Gini coefficient"),
        r"G_i = 1 - \sum_{k} x_{(k)}\left(S_{(k)} + S_{(k-1)}\right),\qquad S_{(k)} = \sum_{l \le k} s_{(l)i}",
        (
            "各种变体不同：加权型从0到1，其半从0到0.5，其余从0到1以下。",
            "It depends on the variant: weighted from 0 to 1, its half from 0 to 0.5, the others from 0 to below 1.",
        ),
        (
            "没有默认变体，调用时必须写明。地区按区位商由小到大排列。产业合计为零则缺失；按区位商计算时，有地区合计为零也缺失。",
            "No variant is the default: it must be named. Regions stand in order of their quotients. Missing where the industry's total is zero, and, in the variant by quotients, where a region's is.",
        ),
        (
            "同一数据，五种做法得0.357、0.179、0.729、0.841、0.844，文献里都叫空间基尼系数。econcomplex与EconGeo给的是其半（weighted_half），REAT给的是区位商的基尼系数（quotients）。",
            "On the same data five practices give 0.357, 0.179, 0.729, 0.841 and 0.844, all printed under this name. econcomplex and EconGeo give the half (weighted_half), REAT the Gini of quotients (quotients).",
        ),
        ("Hoover1936", "Krugman1991book"),
    ),
    Card(
        "concentration",
        "gini",
        ("基尼系数", "Gini coefficient"),
        r"G = \frac{\sum_j \sum_k w_j w_k \left\lvert y_j - y_k \right\rvert}{2\,\bar{y}\left(\sum_k w_k\right)^2}",
        (
            "从0到1以下；不加权时另给乘以$n/(n-1)$的修正值。",
            "From 0 to below 1; without weights also times $n/(n-1)$.",
        ),
        (
            "数值是每单位权重的水平，如人均收入配人口。全为零则缺失。",
            "Values are levels per unit of weight, such as income per head with population. Missing where all are zero.",
        ),
        (
            "REAT的gini加权时只排数值、不排权重，把行倒过来，0.18就成了0.27。",
            "REAT's weighted gini sorts the values but not the weights: turn the rows round and 0.18 becomes 0.27.",
        ),
        ("Gini1912", "Hoover1936"),
    ),
    Card(
        "concentration",
        "theil",
        ("泰尔指数", "Theil index"),
        r"T = \sum_j s_j \ln\frac{s_j}{p_j} = \sum_g S_g \ln\frac{S_g}{P_g} + \sum_g S_g T_g,\qquad L = \sum_j p_j \ln\frac{p_j}{s_j}",
        (
            "等权时$T$从0到$\\ln n$，加权时到最小权数份额的负对数；$L$从0起没有上限。",
            "$T$ from 0 to $\\ln n$ with equal weights, in general to minus the log of the smallest share of weight; $L$ from 0, without limit.",
        ),
        (
            "$T$中$0\\ln 0=0$；$L$遇到零值则缺失，并注明。组间与组内之和等于总量。",
            "In $T$, $0\\ln 0=0$; $L$ is missing where a value is zero, with the reason. Between and within add up to the total.",
        ),
        (
            "REAT的theil算的是$L$而非$T$，加权时又多除了一次$n$：权重全为1，0.1218变成0.0304。",
            "REAT's theil is $L$, not $T$, and divides by $n$ once too often when weighted: with all weights 1, 0.1218 becomes 0.0304.",
        ),
        ("Cowell2000",),
    ),
    Card(
        "concentration",
        "raw_concentration",
        ("原始地理集中度", "Raw geographic concentration"),
        r"G_i = \sum_r \left(s_{ri} - x_r\right)^2",
        (
            "从0到$1-2\\min_r x_r+\\sum_r x_r^2$，小于2。",
            "From 0 to $1-2\\min_r x_r+\\sum_r x_r^2$, which is below 2.",
        ),
        (
            "不区分集聚与企业规模：只有几家大厂的产业，随机落点也会很高。",
            "It does not tell agglomeration from plant size: an industry of a few large plants is high by chance.",
        ),
        (
            "是埃利森-格莱泽指数的分子里的$G$，多数包不单列。",
            "It is the $G$ inside the Ellison-Glaeser index; most packages do not show it.",
        ),
        ("EllisonGlaeser1997",),
    ),
    Card(
        "concentration",
        "krugman_concentration",
        ("克鲁格曼集中指数", "Krugman concentration index"),
        r"K_i = \sum_r \left\lvert s_{ri} - x_r \right\rvert",
        (
            "从0到2以下；一半即须迁移的份额。",
            "From 0 to below 2; half of it is the share that would have to move.",
        ),
        (
            "拆分一个地区而各部分结构相同，指数不变。",
            "Splitting a region into parts of the same mix leaves it unchanged.",
        ),
        (
            "REAT有同名指数；合计为零的产业，它给出NaN而无说明。",
            "REAT has it; for an industry of zero it returns NaN without a word.",
        ),
        ("Krugman1991book",),
    ),
    Card(
        "concentration",
        "ellison_glaeser",
        ("埃利森-格莱泽指数", "Ellison-Glaeser index"),
        r"\gamma_i = \frac{G_i - \left(1-\sum_r x_r^2\right) H_i}{\left(1-\sum_r x_r^2\right)\left(1-H_i\right)},\qquad H_i = \sum_k z_{ki}^2",
        (
            "随机落点时平均为0，可以为负。通常说不超过1，其实不然：产业集中在一个份额小于$\\sum_r x_r^2$的地区时会大于1。",
            "0 on average under chance, and it can be negative. It is commonly said to be at most 1, but it exceeds 1 where an industry fills a region whose share is below $\\sum_r x_r^2$.",
        ),
        (
            "只有一家工厂或只有一个地区时缺失。工厂、企业、法人单位三者不同，$H$要用工厂。0.02与0.05两个门槛是美国数据的习惯。工厂很少时正态的$z$靠不住。",
            "Missing with one plant or one region. A plant is not a firm nor a legal unit, and $H$ wants plants. The thresholds 0.02 and 0.05 are habits of American data. With few plants the normal $z$ is not to be trusted.",
        ),
        (
            "REAT的ellison.a按地区首次出现的次序去配合计数：把例子里的工厂换个次序，0.0599变成−0.0640，没有警告；这里按名称配。Stata的egi在帮助里写的公式漏了$1-\\sum_r x_r^2$。",
            "REAT's ellison.a matches totals by the order in which regions first appear: reorder the plants of its own example and 0.0599 becomes −0.0640, without a warning; here labels match. The help of Stata's egi writes the formula without $1-\\sum_r x_r^2$.",
        ),
        ("EllisonGlaeser1997",),
    ),
    # Space
    Card(
        "spatial",
        "morans_i",
        ("莫兰指数", "Moran's I"),
        r"I = \frac{n}{\sum_{jk} w_{jk}}\,\frac{\sum_{jk} w_{jk} z_j z_k}{\sum_j z_j^2},\qquad z_j = y_j - \bar{y}",
        (
            "无空间相关时期望为$-1/(n-1)$；上下限取决于权重，通常在−1与1之间。",
            "Its expectation without spatial correlation is $-1/(n-1)$; its limits depend on the weights, usually about −1 and 1.",
        ),
        (
            "没有邻居的单元默认拒绝，也可写明剔除。各值相等则缺失。九个地级市没有检验力。",
            "Units without neighbours are refused, or dropped if the caller says so. Missing where all values are equal. Nine prefectures give no power.",
        ),
        (
            "与esda的Moran一致。esda的置换$p$取较小的一侧，伴读本默认双侧。",
            "Agrees with Moran of esda. Its permutation $p$ takes the smaller tail; ours is two-sided unless told otherwise.",
        ),
        ("Moran1950",),
    ),
    Card(
        "spatial",
        "local_moran",
        ("局部莫兰指数", "Local Moran's I"),
        r"I_j = \frac{z_j \sum_k w_{jk} z_k}{\sum_l z_l^2 / n},\qquad \sum_j I_j = I \sum_{jk} w_{jk}",
        (
            "没有固定范围；正值表示与邻地相似。",
            "No fixed range; positive where a unit resembles its neighbours.",
        ),
        (
            "$n$个单元就是$n$次检验，所以按假发现率校正，只有校正后显著的才叫集群或离群。最小的$p$是$2/(m+1)$，单元多时须增加置换次数$m$。",
            "$n$ units are $n$ tests, so that the false discovery rate is controlled and only what passes is named a cluster or an outlier. The smallest $p$ is $2/(m+1)$: with many units ask for more permutations $m$.",
        ),
        (
            "esda的方差用$n-1$，其值是伴读本的$(n-1)/n$倍；其$p$是单侧的，默认不作多重校正。",
            "esda divides the variance by $n-1$, so that its values are $(n-1)/n$ times ours; its $p$ is one-sided and not corrected for many tests.",
        ),
        ("Anselin1995", "BenjaminiHochberg1995"),
    ),
    # Change
    Card(
        "change",
        "shift_share",
        ("偏离-份额分析", "Shift-share analysis"),
        r"E^1_{ri} - E^0_{ri} = \underbrace{E^0_{ri}\,g}_{\text{NS}} + \underbrace{E^0_{ri}\,(g_i - g)}_{\text{IM}} + \underbrace{E^1_{ri} - E^0_{ri}(1 + g_i)}_{\text{RS}}",
        (
            "三个分量（NS全国份额、IM产业结构、RS竞争力）之和恒等于变化量。",
            "The three components (NS national share, IM industry mix, RS regional shift) always add up to the change.",
        ),
        (
            "用水平形式，基年为零的产业也能算。参照区基年为零的产业全部计入竞争力分量，并注明。这是恒等式，不是因果。",
            "In level form, so that an industry may start from zero. One that is new in the reference counts as regional shift throughout, with the reason. It is an identity, not a cause.",
        ),
        (
            "REAT的shift用增长率计算，有一个产业从零起步，竞争力分量就成了NaN。",
            "REAT's shift works with growth rates, and one industry that starts from zero turns the regional component into NaN.",
        ),
        ("Dunn1960", "BarffKnight1988"),
    ),
    Card(
        "change",
        "transition_matrix",
        ("转移矩阵", "Transition matrix"),
        r"\hat{p}_{ab} = \frac{n_{ab}}{n_a},\qquad \frac{\hat{p} + \frac{z^2}{2n_a} \pm z\sqrt{\frac{\hat{p}(1-\hat{p})}{n_a} + \frac{z^2}{4n_a^2}}}{1 + z^2/n_a}",
        (
            "每行各概率之和为1。",
            "The probabilities of a row add up to 1.",
        ),
        (
            "起点无单元的类缺失。单元之间相关时区间偏窄。向均值回归会自己造成一部分移动。",
            "Missing for a class in which no unit started. Where units are correlated the intervals are too short. Regression to the mean alone produces some of the movement.",
        ),
        (
            "giddy估计同样的概率，不给区间。",
            "giddy estimates the same probabilities, without intervals.",
        ),
        ("Wilson1927",),
    ),
    # Relatedness
    Card(
        "relatedness",
        "proximity",
        ("产品空间邻近度", "Proximity"),
        r"\phi_{ij} = \min\left\{P(M_i \mid M_j),\ P(M_j \mid M_i)\right\},\qquad M_{ri} = \left[LQ_{ri} \ge 1\right]",
        ("从0到1，对称。", "From 0 to 1, symmetric."),
        (
            "没有地区具有优势的产业缺失。地区少则数值粗：31个省，分母至多31。",
            "Missing for an industry in which no region has an advantage. Few regions make coarse values: with 31 provinces no denominator exceeds 31.",
        ),
        (
            "econcomplex与此一致（对角线除外）。",
            "econcomplex agrees (the diagonal apart).",
        ),
        ("HidalgoEtAl2007",),
    ),
    Card(
        "relatedness",
        "density",
        ("关联密度", "Relatedness density"),
        r"\omega_{ri} = \frac{\sum_{j \ne i} M_{rj}\,\phi_{ij}}{\sum_{j \ne i} \phi_{ij}}",
        ("从0到1。", "From 0 to 1."),
        (
            "自身不计入，否则已有的产业总显得与当地相近。没有相近产业则缺失。",
            "The industry itself is left out, or what a region has would always look near to it. Missing where no other industry is near.",
        ),
        (
            "econcomplex给百分数；EconGeo舍入到两位。economic-complexity 0.3.0在pandas 3下报错。",
            "econcomplex gives per cent; EconGeo rounds to two digits. economic-complexity 0.3.0 fails under pandas 3.",
        ),
        ("HidalgoEtAl2007",),
    ),
    Card(
        "relatedness",
        "related_strength",
        ("相关产业强度", "Strength of related industries"),
        r"S_{ri} = \frac{\sum_{j \ne i} \phi^{(-r)}_{ij}\, LQ^{(-i)}_{rj}}{\sum_{j \ne i} \phi^{(-r)}_{ij}}",
        (
            "从0起；1表示与整体一样强。",
            "From 0; 1 means as strong as in the whole.",
        ),
        (
            "算其他产业的区位商时，分子分母都去掉本产业；算邻近度时去掉本地区。否则同一个数会同时出现在回归的两边。",
            "Quotients of the other industries are taken without this one, above and below; proximities without this region. Otherwise one number would stand on both sides of a regression.",
        ),
        (
            "文献先定相关产业的集合，这里用邻近度作权重；现成的包里没有。",
            "The literature fixes sets of related industries first; here proximities serve as weights. No package has it.",
        ),
        ("DelgadoPorterStern2014",),
    ),
    Card(
        "relatedness",
        "economic_complexity",
        ("经济复杂度", "Economic complexity"),
        r"\left(D^{-1} M\, U^{-1} M^{\top}\right) c = \lambda_2\, c",
        (
            "均值0、标准差1（除以$n$）；正负号取与多样性正相关。",
            "Mean 0, standard deviation 1 (divisor $n$); signed to go with diversity.",
        ),
        (
            "表若分成互不相通的几块，第二特征值也是1，指数只在区分这几块，因此拒绝。没有任何优势的地区或产业须先去掉。",
            "Where the table falls into separate parts the second eigenvalue is 1 too and the index only tells the parts apart: refused. Regions or industries without any advantage must go first.",
        ),
        (
            "地区的数值与econcomplex一致；它不检查表是否连通，遇到分成两块的表就给各块记+1与−1。产业的正负号它另按普遍性取，可能与地区相反；这里两者同向。EconGeo在求特征向量之前把矩阵舍入到四位。",
            "For regions econcomplex agrees; it does not ask whether the table is connected and gives the two parts of a divided table +1 and −1. It signs industries by ubiquity, so that they can point the other way from regions; here both go together. EconGeo rounds the matrix to four digits before it takes eigenvectors.",
        ),
        ("HidalgoHausmann2009",),
    ),
    # Linkages
    Card(
        "linkages",
        "output_multiplier",
        ("产出乘数", "Output multiplier"),
        r"m_j = \sum_i \left[(I - A)^{-1}\right]_{ij},\qquad a_{ij} = z_{ij}/x_j",
        ("不小于1。", "At least 1."),
        (
            "没有产出的部门缺失。流量未分国内与进口时，乘数是上限。投入耗尽产出的表拒绝，多半是单位不同。",
            "Missing for a sector without output. Where flows are not split into domestic and imported it is an upper bound. A table whose inputs use up the output is refused: most often the units differ.",
        ),
        (
            "部门按名称对应，行列次序不同也无妨。按位置计算的程序，次序一乱就错而不报。",
            "Sectors match by name, in any order. A program that goes by position errs in silence once rows and columns stand in different orders.",
        ),
        ("MillerBlair2009",),
    ),
    Card(
        "linkages",
        "backward_linkage",
        ("后向关联", "Backward linkage"),
        r"B_j = \frac{\sum_i l_{ij}}{\frac{1}{n}\sum_{ij} l_{ij}},\qquad L = (I - A)^{-1}",
        (
            "相对值均值为1，大于1表示拉动强于平均。",
            "The relative form has mean 1; above 1 the pull is stronger than average.",
        ),
        (
            "均值只取有产出的部门。部门合并得粗细不同，结果不同。",
            "The mean is over sectors with output. Merging sectors changes it.",
        ),
        (
            "即拉斯穆森的影响力系数，中文文献多用此名。",
            "This is Rasmussen's power of dispersion.",
        ),
        ("MillerBlair2009",),
    ),
    Card(
        "linkages",
        "forward_linkage",
        ("前向关联", "Forward linkage"),
        r"F_i = \frac{\sum_j g_{ij}}{\frac{1}{n}\sum_{ij} g_{ij}},\qquad (g_{ij}) = (I - B)^{-1},\quad b_{ij} = z_{ij}/x_i",
        (
            "相对值均值为1。",
            "The relative form has mean 1.",
        ),
        (
            "默认用高希逆矩阵；也可用里昂惕夫逆矩阵的行和，它假定各部门最终需求同时增加一单位，不论大小。",
            "By the inverse of Ghosh unless told otherwise; the other variant, row sums of Leontief's inverse, supposes one more unit of final demand for every sector, however small.",
        ),
        (
            "中文文献的感应度系数多指后一种；两者排序可以不同，所以要写明。",
            "The sensitivity of dispersion of many papers is the second; the two can rank sectors differently, so name yours.",
        ),
        ("MillerBlair2009",),
    ),
    # Scores
    Card(
        "scores",
        "equal_weights",
        ("等权综合评分", "Equal weights"),
        r"c_r = \frac{1}{m}\sum_j \frac{y_{rj} - \min_k y_{kj}}{\max_k y_{kj} - \min_k y_{kj}}",
        ("从0到1，只在这一组对象之内有效。", "From 0 to 1, within this set of objects only."),
        (
            "越小越好的指标要列为成本。各地相同的指标没有区分力，拒绝。",
            "List indicators of which less is better as costs. An indicator that is the same everywhere tells nothing apart and is refused.",
        ),
        (
            "别的权重都应同它对照，看结论是否由权重造成。",
            "Other weights should be held against it, to see whether they make the result.",
        ),
    ),
    Card(
        "scores",
        "entropy_weights",
        ("熵权法", "Entropy weighting"),
        r"w_j = \frac{1 - e_j}{\sum_k (1 - e_k)},\qquad e_j = -\frac{1}{\ln n}\sum_r p_{rj} \ln p_{rj},\quad p_{rj} = \frac{y_{rj}}{\sum_k y_{kj}}",
        ("权重不为负，和为1。", "Weights are zero or more and sum to 1."),
        (
            "先作极差标准化还是直接用原值，权重不同，须写明。各地相同的指标权重为零。权重只说离散，不说重要。",
            "Scaling to the range first or taking values as they are gives different weights: say which. An indicator that is the same everywhere has weight zero. Weights tell dispersion, not importance.",
        ),
        (
            "网上流传的实现常给零值加一个小数再取对数，权重随这个小数而变；这里取$0\\ln 0=0$。",
            "Programs in circulation add a small number to zeros before taking logarithms, and weights change with it; here $0\\ln 0=0$.",
        ),
        ("HwangYoon1981",),
    ),
    Card(
        "scores",
        "topsis",
        ("逼近理想解排序法", "TOPSIS"),
        r"c_r = \frac{d_r^-}{d_r^+ + d_r^-},\qquad d_r^{\pm} = \sqrt{\sum_j w_j^2\left(v_{rj} - v_j^{\pm}\right)^2},\quad v_{rj} = \frac{y_{rj}}{\sqrt{\sum_k y_{kj}^2}}",
        ("从0到1。", "From 0 to 1."),
        (
            "增删一个对象，其余对象的先后可能颠倒。",
            "To add or drop an object can reverse the order of the others.",
        ),
        (
            "标准化方式不同的实现得数不同；这里用原著的向量标准化，例子即原著的四种飞机，书中第三个数经手算为0.613，精算是0.6135。",
            "Programs that scale in another way give other numbers; this is the vector scaling of the source, whose four aircraft are the example. Its third score, worked by hand, is 0.613; exactly it is 0.6135.",
        ),
        ("HwangYoon1981",),
    ),
    Card(
        "scores",
        "first_principal_component",
        ("主成分分析（第一主成分）", "First principal component"),
        r"c_r = \sum_j a_j\,\frac{y_{rj} - \bar{y}_j}{s_j},\qquad a = \arg\max_{\lVert a \rVert = 1} \mathrm{Var}(c)",
        (
            "均值0；方差等于第一特征值。",
            "Mean 0; its variance is the first eigenvalue.",
        ),
        (
            "对象不多于指标则拒绝：九个地级市、十二个指标，载荷比对象还多。正负号任意，这里取载荷之和不为负。",
            "Refused unless there are more objects than indicators: nine prefectures and twelve indicators would give more loadings than objects. The sign is arbitrary; here loadings sum to zero or more.",
        ),
        (
            "多数包不固定正负号，换一版库结果就可能反过来。",
            "Most packages leave the sign to the library, and another version may turn it round.",
        ),
        ("Pearson1901", "Hotelling1933"),
    ),
    Card(
        "scores",
        "gem",
        ("GEM评分", "GEM score"),
        r"\mathrm{GEM} = 2.5\left[(D_1 + D_2)(D_3 + D_4)(D_5 + D_6)\right]^{2/3}",
        (
            "从10到1000；六项全为5时是250。",
            "From 10 to 1000; 250 when all six are 5.",
        ),
        (
            "同组两项可以互补，组间不能。打分是主观的，应公布评分者之间的差异。超出1至10的分数拒绝。",
            "Within a pair one determinant makes up for the other, between pairs none does. Scores are opinions: publish the spread between raters. A score outside 1 to 10 is refused.",
        ),
        (
            "公式按通行的引法，我们未见原文逐字给出。",
            "The formula is given as it is commonly quoted; we have not seen it word for word in the source.",
        ),
        ("PadmoreGibson1998",),
    ),
    Card(
        "scores",
        "rank_intervals",
        ("排名区间", "Rank interval"),
        r"w \sim \mathrm{Dirichlet}(1, \dots, 1),\qquad \left[R_{(\alpha/2)}(w),\ R_{(1-\alpha/2)}(w)\right]",
        ("从1到对象个数。", "From 1 to the number of objects."),
        (
            "只反映权重不定，不含数据误差和指标取舍。",
            "It shows the uncertainty of weights alone, not errors of data or the choice of indicators.",
        ),
        (
            "排名表通常只给一个名次；事事都好的地区在任何权重下都是第一，其余地区的名次要看权重。",
            "Rankings usually print one rank; a place that is best in everything leads under all weights, the ranks of the rest are the weights' doing.",
        ),
    ),
)
